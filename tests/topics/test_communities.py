"""Communities, resolutions and neighbours: the parts that the first topics stand on."""

import graspologic_native
import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from trend_lib.topics.communities import SETTINGS, _edges, find_communities
from trend_lib.topics.neighbours import (
    ABROAD,
    LEAST_ABROAD,
    highest_places,
    mean_of_highest,
    neighbour_graph,
)
from trend_lib.topics.resolution import choose_resolution


def blobs(sizes, seed=0):
    """Return unit vectors around as many random directions as there are sizes."""
    generator = np.random.default_rng(seed)
    centres = generator.normal(size=(len(sizes), 24))
    labels = np.repeat(np.arange(len(sizes)), sizes)
    points = centres[labels] + generator.normal(scale=0.4, size=(len(labels), 24))
    return (points / np.linalg.norm(points, axis=1, keepdims=True)).astype(np.float32), labels


def test_two_cliques_with_one_bridge_are_two_communities():
    edges = [(a, b) for base in (0, 5) for a in range(base, base + 5) for b in range(base, a)]
    edges.append((4, 5))
    rows, columns = zip(*edges, strict=True)
    half = sparse.csr_matrix((np.ones(len(edges)), (rows, columns)), shape=(10, 10))
    found = find_communities(sparse.csr_matrix(half + half.T), 1.0, seed=7)
    assert found.tolist() == [found[0]] * 5 + [found[5]] * 5
    assert found[0] != found[5]


def test_clear_groups_are_found_without_being_told_how_many():
    vectors, labels = blobs([40, 30, 50, 20, 60, 45])
    resolution = choose_resolution(vectors, seed=7)
    found = find_communities(neighbour_graph(vectors, 15), resolution, seed=7)
    for group in np.unique(found):
        assert len(set(labels[found == group])) == 1


def test_the_same_seed_gives_the_same_groups():
    vectors, _ = blobs([40, 30, 50])
    graph = neighbour_graph(vectors, 15)
    assert np.array_equal(find_communities(graph, 3.0, 7), find_communities(graph, 3.0, 7))


def test_the_matrix_is_grouped_as_its_list_of_edges_is():
    graph = neighbour_graph(blobs([40, 30, 50, 25])[0], 15)
    _, named = graspologic_native.leiden(_edges(graph), resolution=3.0, seed=7, **SETTINGS)
    listed = np.unique([named[str(node)] for node in range(145)], return_inverse=True)[1]
    assert np.array_equal(find_communities(graph, 3.0, 7), listed)


def test_a_node_without_neighbours_is_alone():
    assert len(set(find_communities(sparse.csr_matrix((3, 3)), 1.0, seed=7))) == 3


@given(st.integers(0, 40), st.integers(1, 20))
def test_a_graph_of_neighbours_is_symmetric_and_without_loops(size, neighbours):
    vectors, _ = blobs([size, 2]) if size else (np.zeros((0, 24), np.float32), None)
    graph = neighbour_graph(vectors, neighbours)
    assert abs(graph - graph.T).sum() == 0
    assert graph.diagonal().sum() == 0


def test_each_text_is_joined_to_its_nearest_and_to_its_nearest_abroad():
    vectors, _ = blobs([60, 70, 50])
    languages = np.array(["en", "uk", "ru"])[np.random.default_rng(1).integers(0, 3, 180)]
    assert all((languages == one).sum() >= LEAST_ABROAD for one in ("en", "uk", "ru"))
    cosines = vectors @ vectors.T
    np.fill_diagonal(cosines, -1)
    joined = np.zeros_like(cosines, dtype=bool)
    for row in range(180):
        joined[row, np.argsort(-cosines[row])[:6]] = True
        for other in {"en", "uk", "ru"} - {languages[row]}:
            abroad = np.flatnonzero(languages == other)
            joined[row, abroad[np.argsort(-cosines[row, abroad])[:ABROAD]]] = True
    graph = neighbour_graph(vectors, 6, languages)
    expected = np.where(joined | joined.T, np.maximum(cosines, 0) ** 2, 0)
    np.testing.assert_allclose(graph.toarray(), expected, atol=1e-6)


@given(st.integers(0, 5), st.integers(1, 9), st.integers(9, 900), st.sampled_from([1, 40, 10_000]))
def test_the_highest_are_those_that_sorting_puts_first(size, how_many, width, kinds):
    drawn = np.random.default_rng(width).integers(0, kinds, (size, width))
    values = drawn.astype(np.float32)
    found = np.take_along_axis(values, highest_places(values, how_many), axis=1)
    assert np.array_equal(np.sort(found, axis=1), np.sort(values, axis=1)[:, width - how_many :])


def test_the_mean_of_the_highest_takes_what_there_is():
    rows = np.array([[1.0, 3.0, 2.0]], dtype=np.float32)
    assert mean_of_highest(rows, 2).tolist() == [2.5]
    assert mean_of_highest(rows, 9).tolist() == [2.0]
    assert mean_of_highest(rows[:, :0], 3).tolist() == [0.0]
