# Makes data.csv anew: Rscript data.R
set.seed(24)
n <- 120
x1 <- round(rnorm(n, 10, 3), 2)
x2 <- round(0.4 * x1 + rnorm(n), 3)
x3 <- round(runif(n, 0, 5), 1)
site <- sample(c("alder", "birch", "cedar", "dogwood"), n, replace = TRUE)
clinic <- paste0("c", sample(1:9, n, replace = TRUE))
w <- round(rexp(n) + 0.1, 2)
shift <- c(alder = 0, birch = 2, cedar = -1.5, dogwood = 0.7)[site]
y <- round(3 + 0.8 * x1 - 1.2 * x2 + 0.15 * x3^2 + shift + rnorm(n) * (0.5 + x3 / 4), 3)
eta <- -1 + 0.25 * (x1 - 10) + 0.5 * (x2 - 4) - 0.3 * x3 + shift / 3
yes <- rbinom(n, 1, plogis(eta + 1))
time <- round(runif(n, 0.5, 3), 2)
count <- rpois(n, time * exp(eta / 2 + 1.3))
data <- data.frame(y, x1, x2, x3, site, clinic, w, yes, count, time, logtime = round(log(time), 6))
write.csv(data, "data.csv", row.names = FALSE, quote = FALSE)
