"""CPU time of scikit-learn on data of the same kind and size: the reference of npm run bench:learning. Writes nothing."""
import time
import numpy as np
import sklearn
from sklearn.cluster import KMeans
from sklearn.ensemble import HistGradientBoostingRegressor, RandomForestRegressor

rng = np.random.default_rng(3)


def regression(n):
    x = rng.uniform(-1, 1, (n, 20))
    y = 10 * np.sin(np.pi * x[:, 0] * x[:, 1]) + 8 * (x[:, 2] > 0.2) * x[:, 3] + 5 * x[:, 4] ** 2 + 2 * rng.normal(size=n)
    return x, y


def timed(name, fit):
    before = time.process_time()
    model = fit()
    print(f"scikit-learn {sklearn.__version__}, {name}: {1000 * (time.process_time() - before):.0f} ms CPU", end="")
    return model


x, y = regression(120_000)
boosted = timed("boosting", lambda: HistGradientBoostingRegressor(max_iter=100, early_stopping=False).fit(x[:100_000], y[:100_000]))
print(f", RMSE {np.sqrt(np.mean((boosted.predict(x[100_000:]) - y[100_000:]) ** 2)):.4f}")
x, y = regression(1095)
forest = timed("forest, a third of the features", lambda: RandomForestRegressor(100, max_features=1 / 3).fit(x[:730], y[:730]))
print(f", R2 {forest.score(x[730:], y[730:]):.3f}")
centres = rng.uniform(-5, 5, (6, 3))
points = centres[np.arange(5000) % 6] + 0.8 * rng.normal(size=(5000, 3))
clusters = timed("k-means", lambda: KMeans(6, n_init=10).fit(points))
print(f", inertia {clusters.inertia_:.1f}")
