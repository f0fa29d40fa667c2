# Makes glm/*.csv and glm.csv anew, by Debian 12's R 4.2.2: Rscript glm.R
dir.create("glm", showWarnings = FALSE)
rows <- data.frame()
add <- function(set, family, quantity, name, value) {
  rows <<- rbind(rows, data.frame(set, family, quantity, name, value = sprintf("%.17g", value)))
}
for (set in 1:20) {
  set.seed(set)
  n <- 40 + 10 * (set %% 5)
  x1 <- round(rnorm(n), 3)
  x2 <- round(runif(n, -2, 2) * 10^(set %% 3), 2)
  site <- sample(c("alder", "birch", "cedar"), n, replace = TRUE)
  time <- round(runif(n, 0.5, 3), 2)
  eta <- 0.3 + 0.9 * x1 - 0.5 * x2 / 10^(set %% 3) + c(alder = 0, birch = 0.5, cedar = -0.4)[site]
  yes <- rbinom(n, 1, plogis(eta))
  count <- rpois(n, time * exp(0.7 * eta + 0.5))
  data <- data.frame(x1, x2, site, yes, count, logtime = round(log(time), 6))
  write.csv(data, sprintf("glm/%02d.csv", set), row.names = FALSE, quote = FALSE)
  for (family in c("BINOMIAL", "POISSON")) {
    exact <- glm.control(epsilon = 1e-15, maxit = 100)
    model <- if (family == "BINOMIAL") {
      glm(yes ~ x1 + x2 + site, binomial, data, control = exact)
    } else {
      glm(count ~ x1 + x2 + site + offset(logtime), poisson, data, control = exact)
    }
    # standard errors are those of the weights before the last step, so that is to be a small one
    model <- update(model, start = coef(model))
    coefficients <- summary(model)$coefficients
    for (name in rownames(coefficients)) {
      ours <- sub("site", "site=", sub("(Intercept)", "(intercept)", name, fixed = TRUE))
      add(set, family, "estimate", ours, coefficients[name, 1])
      add(set, family, "standard error", ours, coefficients[name, 2])
      add(set, family, "p", ours, coefficients[name, 4])
    }
    add(set, family, "deviance", "", model$deviance)
    add(set, family, "null deviance", "", model$null.deviance)
    add(set, family, "aic", "", AIC(model))
  }
}
write.csv(rows, "glm.csv", row.names = FALSE, quote = FALSE)
