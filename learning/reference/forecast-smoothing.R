# Golden file of ETS and Theta: 240 generated series with what R's forecast package makes of them.
# Run from the root: Rscript learning/reference/forecast-smoothing.R
suppressMessages({library(forecast); library(jsonlite)})
set.seed(20261128)
make <- function(i, m) {
  n <- if (m == 1) sample(12:160, 1) else sample((3 * m):(12 * m), 1)
  kind <- i %% 5
  level <- cumsum(rnorm(n, 0, c(0.1, 1, 3, 0.5, 0)[kind + 1]))
  slope <- c(0, 0.3, -0.1, 1, 0.05)[kind + 1] * seq_len(n)
  season <- if (m == 1) 0 else rep(rnorm(m, 0, sample(c(0.5, 3, 8), 1)), length.out = n)
  base <- 100 + level + slope
  y <- if (kind %% 2 == 0) base + season + rnorm(n, 0, 2) else base * (1 + season / 40) * exp(rnorm(n, 0, 0.03))
  # Some series pass through zero: relative errors are impossible there.
  if (i %% 7 == 0) y <- y - mean(y)
  signif(y, 6)
}
periods <- c(rep(1, 110), rep(4, 50), rep(7, 45), rep(12, 35))
one <- function(i) {
  m <- periods[i]
  y <- make(i, m)
  x <- ts(y, frequency = m)
  fit <- ets(x)
  h <- if (m == 1) 8 else 2 * m
  theta <- thetaf(x, h = h)
  list(period = m, y = y, form = fit$method, aicc = fit$aicc,
       weights = as.list(fit$par[intersect(c("alpha", "beta", "gamma", "phi"), names(fit$par))]),
       ets = as.numeric(forecast(fit, h = h, PI = FALSE)$mean), theta = as.numeric(theta$mean),
       theta_alpha = unname(theta$model$alpha))
}
series <- lapply(seq_along(periods), one)
out <- list(tool = paste("R", getRversion(), "forecast", packageVersion("forecast")),
            script = "learning/reference/forecast-smoothing.R", series = series)
file <- gzfile("learning/tests/golden/forecast-smoothing.json.gz", "w")
writeLines(toJSON(out, auto_unbox = TRUE, digits = 9), file)
close(file)
