# Makes linear.csv anew, by Debian 12's R 4.2.2: Rscript make.R
data <- read.csv("data.csv")
rows <- data.frame()
add <- function(case, quantity, name, value) {
  rows <<- rbind(rows, data.frame(case, quantity, name, value = sprintf("%.17g", value)))
}
tell <- function(case, model) {
  s <- summary(model)
  interval <- confint(model, level = 0.9)
  names <- rownames(s$coefficients)
  for (name in names) {
    ours <- sub("(Intercept)", "(intercept)", name, fixed = TRUE)
    ours <- gsub("site", "site=", ours)
    ours <- sub("I\\((x[0-9]\\^[0-9])\\)", "\\1", ours)
    add(case, "estimate", ours, s$coefficients[name, 1])
    add(case, "standard error", ours, s$coefficients[name, 2])
    add(case, "t", ours, s$coefficients[name, 3])
    add(case, "p", ours, s$coefficients[name, 4])
    add(case, "low", ours, interval[name, 1])
    add(case, "high", ours, interval[name, 2])
  }
  add(case, "residual standard error", "", s$sigma)
  add(case, "r2", "", s$r.squared)
  add(case, "adjusted r2", "", s$adj.r.squared)
  f <- s$fstatistic
  add(case, "f", "", f[1])
  add(case, "f p", "", pf(f[1], f[2], f[3], lower.tail = FALSE))
  add(case, "degrees of freedom", "", model$df.residual)
  if (is.null(model$weights)) {
    add(case, "log-likelihood", "", logLik(model))
    add(case, "aic", "", AIC(model))
    add(case, "bic", "", BIC(model))
  }
  X <- model.matrix(model)
  if (!is.null(model$weights)) X <- X * sqrt(model$weights)
  add(case, "condition number", "", kappa(X, exact = TRUE))
}
tell("plain", lm(y ~ x1 + x2 + x3, data))
tell("weighted", lm(y ~ x1 + x2 + x3, data, weights = w))
tell("without intercept", lm(y ~ 0 + x1 + x2, data))
tell("simple", lm(y ~ x1, data))
tell("categories", lm(y ~ x1 + site, data))
tell("powers and products",
     lm(y ~ x1 + x2 + x3 + I(x3^2) + I(x3^3) + site + x1:x2 + x1:site, data))
write.csv(rows, "linear.csv", row.names = FALSE, quote = FALSE)
