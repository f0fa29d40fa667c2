# Makes lowess.csv anew, by Debian 12's R 4.2.2: Rscript lowess.R
set.seed(24)
rows <- data.frame()
add <- function(case, x, y, iter = 3) {
  trend <- lowess(x, y, iter = iter, delta = 0)
  order <- order(x)
  rows <<- rbind(rows, data.frame(
    case, x = x[order], y = y[order], trend = sprintf("%.17g", trend$y)))
}
x <- round(runif(60, 0, 10), 2)
add("curve", x, round(sin(x / 2) + rnorm(60) / 4, 3))
add("outliers", x, round(c(x[1:50] / 3 + rnorm(50) / 5, rep(30, 10)), 3))
add("not robust", x, as.integer(x + rnorm(60) > 7), iter = 0)
few <- rep(c(1, 2, 5), each = 5)
add("ties", few, round(few^2 + rnorm(15), 3))
add("line", 1:12, 2 * (1:12) + 1)
write.csv(rows, "lowess.csv", row.names = FALSE, quote = FALSE)
