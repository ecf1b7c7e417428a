# Series per CPU second of R's forecast package on 730 days with a weekly season: the reference of npm run bench:learning.
suppressMessages(library(forecast))
set.seed(1)
y <- lapply(1:5, function(i) ts(rpois(730, 0.3 * (1 + 0.5 * sin(2 * pi * (1:730) / 7))), frequency = 7))
per_second <- function(f) { used <- system.time(for (x in y) f(x))[["user.self"]]; length(y) / used }
cat(sprintf("version forecast_%s\nthetaf %.1f\nets %.2f\ncroston %.1f\n", packageVersion("forecast"),
            per_second(function(x) thetaf(x, h = 28)), per_second(function(x) ets(x)),
            per_second(function(x) croston(x, h = 28))))
