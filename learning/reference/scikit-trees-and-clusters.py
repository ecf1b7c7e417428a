"""Golden files of scikit-learn for trees and clusters: /usr/bin/python3 learning/reference/scikit-trees-and-clusters.py

Debian 12: apt-get install python3-sklearn. Data are generated here from a fixed seed and stand in the files, rounded, so that
both sides fit the very same numbers.
"""
import gzip, json, sys
import numpy as np
import sklearn
from sklearn.cluster import KMeans
from sklearn.ensemble import HistGradientBoostingRegressor, RandomForestRegressor
from sklearn.metrics import mean_squared_error, r2_score, silhouette_samples, silhouette_score
from sklearn.tree import DecisionTreeRegressor

rng = np.random.default_rng(20260)
made_by = {"tool": "scikit-learn", "version": sklearn.__version__, "script": "learning/reference/scikit-trees-and-clusters.py"}


def regression(n, features, noise):
    x = np.round(rng.uniform(-1, 1, (n, features)), 3)
    y = 10 * np.sin(np.pi * x[:, 0] * x[:, 1]) + 8 * (x[:, 2] > 0.2) * x[:, 3] + 5 * x[:, 4] ** 2 + noise * rng.normal(size=n)
    return x, np.round(y, 3)


def trees():
    x, y = regression(3_000, 8, 1.0)
    train, test = slice(0, 2_200), slice(2_200, 3_000)
    boosted = HistGradientBoostingRegressor(max_iter=100, early_stopping=False, random_state=1).fit(x[train], y[train])
    poisson_y = np.round(rng.poisson(np.exp(1 + x[:, 0] + 0.5 * x[:, 1])), 3)
    poisson = HistGradientBoostingRegressor(loss="poisson", max_iter=60, early_stopping=False).fit(x[train], poisson_y[train])
    quantile = HistGradientBoostingRegressor(loss="quantile", quantile=0.9, max_iter=60, early_stopping=False).fit(x[train], y[train])
    forests = [
        r2_score(y[test], RandomForestRegressor(100, max_features=share, random_state=seed).fit(x[train], y[train]).predict(x[test]))
        for share in (1.0, 1 / 3)
        for seed in range(8)
    ]
    tree = DecisionTreeRegressor(max_depth=6, min_samples_leaf=5, random_state=1).fit(x[:730], y[:730])
    q = quantile.predict(x[test])
    return {
        **made_by,
        "features": 8,
        "train": 2_200,
        "tree_train": 730,
        "x": x.ravel().tolist(),
        "y": y.tolist(),
        "poisson_y": poisson_y.tolist(),
        "boosting_rmse": float(np.sqrt(mean_squared_error(y[test], boosted.predict(x[test])))),
        "boosting_predictions": np.round(boosted.predict(x[test][:50]), 6).tolist(),
        "poisson_deviance": deviance(poisson_y[test], poisson.predict(x[test])),
        "quantile_pinball": float(np.mean(np.maximum(0.9 * (y[test] - q), -0.1 * (y[test] - q)))),
        "forest_r2_all": float(np.mean(forests[:8])),
        "forest_r2_third": float(np.mean(forests[8:])),
        "tree_predictions": np.round(tree.predict(x[test]), 9).tolist(),
    }


def deviance(y, mean):
    return float(2 * np.mean(np.where(y > 0, y * np.log(np.where(y > 0, y, 1) / mean), 0) - (y - mean)))


def clusters():
    cases = []
    for n, k, spread in [(1_000, 4, 0.6), (800, 6, 1.2), (600, 3, 2.5)]:
        centres = rng.uniform(-5, 5, (k, 3))
        x = np.round(centres[rng.integers(0, k, n)] + spread * rng.normal(size=(n, 3)), 4)
        fits = [KMeans(k, n_init=10, random_state=seed, tol=0, max_iter=1_000).fit(x) for seed in range(5)]
        best = min(fits, key=lambda fit: fit.inertia_)
        cases.append({
            "columns": 3,
            "k": k,
            "x": x.ravel().tolist(),
            "inertia": float(best.inertia_),
            "labels": best.labels_.tolist(),
            "silhouette": float(silhouette_score(x, best.labels_)),
            "silhouettes": silhouette_samples(x, best.labels_).tolist(),
        })
    return {**made_by, "cases": cases}


for name, golden in (("scikit-trees", trees()), ("scikit-clusters", clusters())):
    with gzip.GzipFile(f"learning/tests/golden/{name}.json.gz", "wb", mtime=0) as file:
        file.write(json.dumps(golden).encode())
    print(name, file=sys.stderr)
