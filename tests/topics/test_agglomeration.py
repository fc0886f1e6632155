"""Communities where Leiden's library cannot be loaded: nearly as good, and nothing that was known is parted."""

import importlib
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from tests.topics.test_communities import blobs
from trend_lib.topics import communities
from trend_lib.topics.agglomeration import _gains, _labels, join_communities
from trend_lib.topics.neighbours import neighbour_graph
from trend_lib.topics.resolution import choose_resolution


def modularity(graph, labels, resolution):
    """From the definition: the share of edges inside of groups less what chance would put there."""
    dense = graph.toarray()
    total, degrees = dense.sum(), dense.sum(axis=1)
    same = labels[:, None] == labels[None, :]
    return ((dense / total - resolution * np.outer(degrees, degrees) / total**2) * same).sum()


@pytest.fixture
def no_library(monkeypatch, caplog):
    """Let every import of the library fail, and read the module again."""
    monkeypatch.setitem(sys.modules, "graspologic_native", None)
    importlib.reload(communities)
    yield caplog
    monkeypatch.undo()
    importlib.reload(communities)


def test_clear_groups_are_found_without_the_library_and_it_is_said(no_library):
    vectors, labels = blobs([40, 30, 50, 20, 60, 45])
    resolution = choose_resolution(vectors, seed=7)
    found = communities.find_communities(neighbour_graph(vectors, 15), resolution, seed=7)
    for group in np.unique(found):
        assert len(set(labels[found == group])) == 1
    (said,) = no_library.get_records("setup")
    assert "graspologic-native cannot be loaded" in said.message


def test_a_node_without_neighbours_is_alone():
    assert len(set(join_communities(sparse.csr_matrix((3, 3)), 1.0).tolist())) == 3
    assert join_communities(sparse.csr_matrix((0, 0)), 1.0).tolist() == []


@given(st.integers(0, 2**32 - 1))
def test_known_groups_may_be_joined_but_are_never_parted(seed):
    graph = neighbour_graph(blobs([20, 15, 25], seed=seed)[0], 6)
    begin = np.random.default_rng(seed).integers(0, 12, graph.shape[0])
    found = join_communities(graph, 3.0, begin)
    for group in np.unique(begin):
        assert len(set(found[begin == group])) == 1


@given(st.integers(0, 2**32 - 1), st.sampled_from([0.5, 1.0, 2.0, 4.0]))
def test_each_join_raises_modularity_by_what_is_said(seed, resolution):
    generator = np.random.default_rng(seed)
    drawn = np.triu(generator.random((8, 8)) * (generator.random((8, 8)) < 0.6), k=1)
    graph = sparse.csr_matrix(drawn + drawn.T)
    joins = np.array([[0, 1], [2, 3], [8, 4], [9, 10], [5, 6], [12, 7], [11, 13]])
    gains = _gains(graph.toarray(), joins, resolution)
    worth = [modularity(graph, _labels(joins[:made], 8), resolution) for made in range(8)]
    np.testing.assert_allclose(2 * np.array(gains), np.diff(worth), atol=1e-9)


@given(st.integers(0, 2**32 - 1), st.sampled_from([1.0, 3.0]))
def test_joining_never_loses_modularity(seed, resolution):
    graph = neighbour_graph(blobs([12, 9, 14], seed=seed)[0], 5)
    joined = join_communities(graph, resolution)
    pairs = join_communities(graph, 1e6)  # at such a resolution nothing is joined
    assert modularity(graph, joined, resolution) >= modularity(graph, pairs, resolution) - 1e-12
