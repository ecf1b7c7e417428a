"""CPU time of scikit-learn on the rows that npm run bench:learning hands over in a folder: its reference. Writes nothing."""
import sys
import time
from pathlib import Path

import numpy as np
import sklearn
from sklearn.cluster import KMeans
from sklearn.ensemble import HistGradientBoostingRegressor, RandomForestRegressor
from sklearn.metrics import silhouette_score

folder = Path(sys.argv[1])


def read(name, columns=1):
    numbers = np.fromfile(folder / name)
    return numbers.reshape(-1, columns) if columns > 1 else numbers


def timed(name, times, work):
    """The median of several runs after one for loading."""
    told = work()
    runs = []
    for _ in range(times):
        before = time.process_time()
        told = work()
        runs.append(time.process_time() - before)
    print(name, round(1000 * np.median(runs)))
    return told


print("version", sklearn.__version__)
x, y = read("large_x", 20), read("large_y")
boosted = timed("boosting", 2, lambda: HistGradientBoostingRegressor(max_iter=100, early_stopping=False).fit(x[:100_000], y[:100_000]))
print("boosting_rmse", f"{np.sqrt(np.mean((boosted.predict(x[100_000:]) - y[100_000:]) ** 2)):.5f}")
x, y = read("small_x", 20), read("small_y")
for name, share in (("third", 0.3), ("all", 1.0)):
    forest = timed(f"forest_{name}", 3, lambda: RandomForestRegressor(100, max_features=share, random_state=1).fit(x[:730], y[:730]))
    print(f"forest_{name}_r2", f"{forest.score(x[730:], y[730:]):.3f}")
points = read("points", 3)
clusters = timed("k_means", 5, lambda: KMeans(6, n_init=10, random_state=1).fit(points))
print("k_means_inertia", f"{clusters.inertia_:.3f}")
timed("silhouette", 2, lambda: silhouette_score(points, clusters.labels_))
