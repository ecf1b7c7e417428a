# Golden file of Prophet: four generated series of 120 to 730 days with what R's prophet forecasts for 28 more.
# Run from the root: Rscript learning/reference/prophet.R
suppressMessages({library(prophet); library(jsonlite)})
set.seed(20261128)
one <- function(n) {
  t <- seq_len(n)
  y <- signif(200 + 0.1 * t + 15 * sin(2 * pi * t / 7) + 20 * sin(2 * pi * t / 365.25) + rnorm(n, 0, 5), 6)
  ds <- as.Date("2024-01-01") + t - 1
  fit <- suppressMessages(prophet(data.frame(ds = ds, y = y), yearly.seasonality = n >= 730, weekly.seasonality = TRUE,
                                  daily.seasonality = FALSE, uncertainty.samples = 0))
  ahead <- data.frame(ds = max(ds) + 1:28)
  list(first_day = as.integer(ds[1]), y = y, mean = as.numeric(predict(fit, ahead)$yhat))
}
out <- list(tool = paste("R", getRversion(), "prophet", packageVersion("prophet")),
            script = "learning/reference/prophet.R", series = lapply(c(120, 250, 500, 730), one))
file <- gzfile("learning/tests/golden/prophet.json.gz", "w")
writeLines(toJSON(out, auto_unbox = TRUE, digits = 9), file)
close(file)
