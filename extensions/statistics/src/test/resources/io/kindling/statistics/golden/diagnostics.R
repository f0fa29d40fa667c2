# Makes diagnostics.csv, quartiles.csv, small.csv and longley.csv anew, by Debian 12's R 4.2.2: Rscript diagnostics.R
rows <- data.frame()
add <- function(case, model) {
  glm <- inherits(model, "glm")
  pearson <- if (glm) rstandard(model, type = "pearson") else rstandard(model)
  kept <- names(pearson) # without rows of weight 0
  table <- data.frame(
    case,
    row = kept,
    predictor = predict(model)[kept],
    fitted = fitted(model)[kept],
    residual = residuals(model)[kept], # of a glm those of the deviance
    leverage = hatvalues(model)[kept],
    standardized = rstandard(model)[kept],
    pearson,
    cook = cooks.distance(model)[kept])
  # where the leverage is 1, 0 / 0 is rounding
  one <- table$leverage > 1 - 1e-9
  table[one, c("standardized", "pearson", "cook")] <- NaN
  table$quantile <- NaN
  table$quantile[!one] <- qqnorm(table$standardized[!one], plot.it = FALSE)$x
  table$root <- sqrt(abs(table$standardized))
  for (name in names(table)[-(1:2)]) table[[name]] <- sprintf("%.17g", table[[name]])
  rows <<- rbind(rows, table)
}
line <- function(case, model) {
  y <- quantile(rstandard(model), c(0.25, 0.75), names = FALSE)
  x <- qnorm(c(0.25, 0.75))
  slope <- diff(y) / diff(x)
  lines <<- rbind(lines, data.frame(
    case, slope = sprintf("%.17g", slope), intercept = sprintf("%.17g", y[1] - slope * x[1])))
}
lines <- data.frame()

data <- read.csv("data.csv")
models <- list(
  "plain" = lm(y ~ x1 + x2 + x3, data),
  "weighted" = lm(y ~ x1 + x2 + x3, data, weights = w),
  "without intercept" = lm(y ~ 0 + x1 + x2, data),
  "powers and products" =
    lm(y ~ x1 + x2 + x3 + I(x3^2) + I(x3^3) + site + x1:x2 + x1:site, data))
for (case in names(models)) {
  add(case, models[[case]])
  line(case, models[[case]])
}

# nine rows: one alone has the level c, one has the weight 0
small <- data.frame(
  x = c(1, 2, 3, 4, 5, 6, 7.5, 8, 20),
  site = c("a", "a", "b", "b", "c", "a", "b", "a", "b"),
  y = c(2.1, 3.9, 6.2, 7.7, 9, 12.5, 14.1, 16.8, 35),
  w = c(1, 2, 0.5, 1, 1, 0, 3, 1, 0.25))
write.csv(small, "small.csv", row.names = FALSE, quote = FALSE)
add("small", lm(y ~ x + site, small, weights = w))

# a condition number of 4.8e9
write.csv(longley, "longley.csv", row.names = FALSE, quote = FALSE)
add("longley", lm(Employed ~ ., data.frame(longley, row.names = NULL)))

for (set in c(7, 13)) {
  table <- read.csv(sprintf("glm/%02d.csv", set))
  exact <- glm.control(epsilon = 1e-15, maxit = 100)
  for (family in c("BINOMIAL", "POISSON")) {
    model <- if (family == "BINOMIAL") {
      glm(yes ~ x1 + x2 + site, binomial, table, control = exact)
    } else {
      glm(count ~ x1 + x2 + site + offset(logtime), poisson, table, control = exact)
    }
    # weights are those before the last step, so that is to be a small one
    add(paste(family, set), update(model, start = coef(model)))
  }
}
model <- glm(count ~ x1 + x2 + offset(logtime), poisson, data, weights = w,
             control = glm.control(epsilon = 1e-15, maxit = 100))
add("counts with weights", update(model, start = coef(model)))
write.csv(rows, "diagnostics.csv", row.names = FALSE, quote = FALSE)
write.csv(lines, "quartiles.csv", row.names = FALSE, quote = FALSE)
