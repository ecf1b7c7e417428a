# Golden file of ETS and Theta on real series: what R's forecast package makes of 120 weekly series of M4 and 180 of M1.
# Run from the root: Rscript learning/reference/competition-smoothing.R FOLDER, where FOLDER holds m4-weekly/ and m1/.
# Only training parts are read. The file keeps R's results; the series stay where they are, under their own licences.
suppressMessages({library(forecast); library(jsonlite)})
folder <- commandArgs(TRUE)[1]
rows <- strsplit(readLines(gzfile(file.path(folder, "m4-weekly/Weekly-train.csv.gz")))[-1], ",")
weekly <- lapply(rows[seq(1, length(rows), by = 3)], function(cells) {
  cells <- gsub('"', "", cells)
  # The newest 600 values: more cost R minutes and say nothing else.
  list(id = cells[1], period = 1, horizon = 13, y = tail(as.numeric(cells[-1][cells[-1] != ""]), 600))
})
about <- read.csv(gzfile(file.path(folder, "m1/m1-series.csv.gz")))
points <- read.csv(gzfile(file.path(folder, "m1/m1-points.csv.gz")))
points <- points[points$part == "train", ]
# These four repeat values of another public set.
about <- about[!about$series %in% c("MRG3", "MRG4", "MND25", "MND32"), ]
about <- about[round(seq(1, nrow(about), length.out = 180)), ]
m1 <- lapply(seq_len(nrow(about)), function(i) list(
  id = about$series[i], period = about$frequency[i], horizon = about$h[i], y = points$y[points$series == about$series[i]]))
one <- function(s) {
  x <- ts(s$y, frequency = s$period)
  fit <- ets(x)
  list(id = s$id, period = s$period, horizon = s$horizon, count = length(s$y), form = fit$method, aicc = fit$aicc,
       ets = as.numeric(forecast(fit, h = s$horizon, PI = FALSE)$mean), theta = as.numeric(thetaf(x, h = s$horizon)$mean))
}
out <- list(tool = paste("R", getRversion(), "forecast", packageVersion("forecast")),
            script = "learning/reference/competition-smoothing.R", series = lapply(c(weekly, m1), one))
file <- gzfile("learning/tests/golden/competition-smoothing.json.gz", "w")
writeLines(toJSON(out, auto_unbox = TRUE, digits = 9), file)
close(file)
