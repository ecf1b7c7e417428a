"""Golden file of statsmodels: /usr/bin/python3 learning/reference/statsmodels-smoothing.py

Debian 12: apt-get install python3-statsmodels. Holt-Winters with given weights and starting states, the likelihood ETS with
given parameters, simple smoothing, autocorrelation, and classical decomposition, on series generated here from a fixed seed.
"""
import gzip, json, sys
import numpy as np
import statsmodels
from statsmodels.tsa.exponential_smoothing.ets import ETSModel
from statsmodels.tsa.holtwinters import SimpleExpSmoothing
from statsmodels.tsa.seasonal import seasonal_decompose
from statsmodels.tsa.stattools import acf

rng = np.random.default_rng(20261)
HORIZON = 8
FORMS = [("add", None, False, None), ("add", "add", False, None), ("add", "add", True, None), ("add", None, False, "add"),
         ("add", "add", True, "add"), ("mul", None, False, "mul"), ("mul", "add", False, "mul"), ("mul", "add", True, "mul")]


def series(i):
    period = [4, 7, 12][i % 3]
    n = 60 + 8 * (i % 9)
    t = np.arange(n)
    level = 100 + 0.3 * (i % 5) * t
    season = 1 + 0.15 * np.sin(2 * np.pi * t / period + i) + 0.1 * (t % period == 1)
    return period, np.round(level * season * (1 + 0.05 * rng.normal(size=n)), 2)


def letters(error, trend, damped, season):
    return {"error": "A" if error == "add" else "M", "trend": "N" if trend is None else "Ad" if damped else "A",
            "season": "N" if season is None else "A" if season == "add" else "M"}


cases = []
for i in range(40):
    period, y = series(i)
    fits = []
    for error, trend, damped, season in [FORMS[i % 8], FORMS[(i + 3) % 8]]:
        model = ETSModel(y, error=error, trend=trend, damped_trend=damped, seasonal=season, seasonal_periods=period if season else None)
        fit = model.fit(disp=False, maxiter=2000)
        fits.append({**letters(error, trend, damped, season), "loglik": float(fit.llf), "forecast": fit.forecast(HORIZON).tolist()})
    simple = SimpleExpSmoothing(y, initialization_method="known", initial_level=y[0]).fit(smoothing_level=0.2, optimized=False)
    parts = {name: seasonal_decompose(y, model=name, period=period, two_sided=True).seasonal[:period].tolist() for name in ("additive", "multiplicative")}
    cases.append({"period": period, "y": y.tolist(), "fits": fits, "simple": float(simple.forecast(1)[0]),
                  "acf": acf(y, nlags=10, fft=False).tolist(), **parts})
golden = {"tool": "statsmodels", "version": statsmodels.__version__, "script": "learning/reference/statsmodels-smoothing.py", "cases": cases}
with gzip.GzipFile("learning/tests/golden/statsmodels-smoothing.json.gz", "wb", mtime=0) as file:
    file.write(json.dumps(golden).encode())
print("statsmodels-smoothing", file=sys.stderr)
