# Makes path/*.csv but folds.csv anew, by Debian 12's R 4.2.2 and glmnet 4.1.6: Rscript path.R
suppressMessages(library(glmnet))
folds <- read.csv("path/folds.csv")
rows <- data.frame()
add <- function(case, at, quantity, name, value) {
  rows <<- rbind(rows, data.frame(case, at, quantity, name, value = sprintf("%.17g", value)))
}
# what stops coordinate descent; far below what glmnet stops at, so that its digits are right
EXACT <- 1e-27

tell <- function(set, data, target = "y", weights = NULL, standardize = TRUE, k = 10,
                 alphas = c(1, 0.3, 0)) {
  write.csv(data, sprintf("path/%s.csv", set), row.names = FALSE, quote = FALSE)
  inputs <- data[, setdiff(names(data), c(target, weights)), drop = FALSE]
  x <- model.matrix(~ ., inputs)[, -1]
  colnames(x) <- sub("site", "site=", colnames(x))
  y <- data[[target]]
  w <- if (is.null(weights)) rep(1, nrow(data)) else data[[weights]]
  foldid <- folds[seq_len(nrow(data)), if (k == 10) "seed0_k10" else "seed7_k5"] + 1
  for (alpha in alphas) {
    case <- paste(set, alpha)
    fit <- function(...) {
      glmnet(x, y, weights = w, alpha = alpha, standardize = standardize, thresh = EXACT,
             maxit = 1e8, ...)
    }
    path <- fit()
    lambda <- path$lambda
    # the first of glmnet's own is solved for an infinite one; as one of ours it is what it says
    given <- fit(lambda = lambda)
    count <- length(lambda)
    cv <- cv.glmnet(x, y, weights = w, lambda = lambda, foldid = foldid, alpha = alpha,
                    standardize = standardize, thresh = EXACT, maxit = 1e8, grouped = TRUE)
    add(case, 0, "count", "", count)
    for (at in unique(round(seq(2, count, length.out = 9)))) { # at the first one all are 0
      add(case, at, "lambda", "", lambda[at])
      add(case, at, "r2", "", given$dev.ratio[at])
      add(case, at, "error", "", cv$cvm[at])
      add(case, at, "standard error", "", cv$cvsd[at])
      add(case, at, "estimate", "(intercept)", given$a0[at])
      for (name in colnames(x)) add(case, at, "estimate", name, given$beta[name, at])
    }
    add(case, 0, "lambda-min", "", cv$lambda.min)
    add(case, 0, "lambda-1se", "", cv$lambda.1se)
    cat(case, count, range(path$npasses), "\n")
  }
}

set.seed(1)
n <- 120
x <- matrix(round(rnorm(n * 6), 3), n)
colnames(x) <- paste0("x", 1:6)
y <- round(2 + x %*% c(3, -2, 1, 0.5, 0, 0) + rnorm(n, sd = 2), 3)[, 1]
tell("tall", data.frame(x, y))

set.seed(2)
n <- 40
x <- matrix(round(rnorm(n * 80), 3), n)
colnames(x) <- paste0("x", 1:80)
y <- round(x[, 1:5] %*% c(3, -2, 2, 1, -1) + rnorm(n, sd = 2), 3)[, 1]
tell("wide", data.frame(x, y), k = 5)

set.seed(3)
n <- 100
common <- rnorm(n)
x <- sapply(1:10, function(i) round(common + 0.1 * rnorm(n), 4))
colnames(x) <- paste0("x", 1:10)
y <- round(x[, 1] - 0.5 * x[, 2] + x[, 7] + rnorm(n), 3)
tell("correlated", data.frame(x, y))

set.seed(4)
n <- 90
x <- matrix(round(rnorm(n * 5, 10, 3), 2), n)
colnames(x) <- paste0("x", 1:5)
w <- round(rexp(n) + 0.1, 2)
y <- round(1 + x %*% c(0.8, -1.2, 0.3, 0, 0) + rnorm(n, sd = 2), 3)[, 1]
tell("weighted", data.frame(x, w, y), weights = "w")

set.seed(5)
n <- 110
site <- sample(c("alder", "birch", "cedar", "dogwood"), n, replace = TRUE)
x1 <- round(rnorm(n, 10, 3), 2)
x2 <- round(0.4 * x1 + rnorm(n), 3)
y <- round(3 + 0.8 * x1 - x2 + c(alder = 0, birch = 2, cedar = -1.5, dogwood = 0.7)[site] +
             rnorm(n), 3)
tell("dummies", data.frame(x1, site, x2, y))

set.seed(6)
n <- 130
x <- sapply(c(-6, -3, 0, 3, 6), function(power) signif((rnorm(n) + 4) * 10^power, 6))
colnames(x) <- paste0("x", 1:5)
y <- round(50 + x %*% (c(2, -1, 1, 0, -3) / 10^c(-6, -3, 0, 3, 6)) + rnorm(n, sd = 3), 3)[, 1]
tell("scales", data.frame(x, y))

set.seed(7)
n <- 60
x <- matrix(round(runif(n * 4), 3), n)
colnames(x) <- paste0("x", 1:4)
y <- round((1e3 + 4 * x[, 1] - x[, 3] + rnorm(n)) * 1000, 0)
tell("constant", data.frame(x[, 1:2], same = 0.1, x[, 3:4], y), k = 5)

set.seed(8)
n <- 100
x <- sapply(c(1, 0.2, 5, 20), function(scale) round(rnorm(n, 3) * scale, 3))
colnames(x) <- paste0("x", 1:4)
y <- round(x %*% c(1, 4, -0.2, 0.1) + rnorm(n), 3)[, 1]
tell("raw", data.frame(x, y), standardize = FALSE)

diabetes <- read.csv("../../../../../../../../../docs/data/diabetes.csv")
set.seed(9)
tell("diabetes", diabetes[sort(sample(nrow(diabetes), 150)), ], target = "progression")

write.csv(rows, "path/paths.csv", row.names = FALSE, quote = FALSE)
