"""Slow, obvious twins of what measures and mends the kinds' probabilities: loops, and a search over a grid."""

import math

KINDS = ("customer_service", "marketing", "technical")


def slow_calibration_error(truth, probabilities):
    """Sort the texts into ten boxes by how sure the verdict was, and compare each box with its promise."""
    boxes = [[] for _ in range(10)]
    for right, row in zip(truth, probabilities, strict=True):
        sure = max(row)
        boxes[min(int(sure * 10), 9)].append((sure, list(row).index(sure) == right))
    error = 0.0
    for box in boxes:
        if box:
            promised = sum(sure for sure, _ in box) / len(box)
            kept = sum(is_right for _, is_right in box) / len(box)
            error += len(box) / len(truth) * abs(promised - kept)
    return error


def slow_brier(truth, probabilities):
    """Add up the squares one by one."""
    total = 0.0
    for right, row in zip(truth, probabilities, strict=True):
        for column, probability in enumerate(row):
            total += (probability - (1 if column == right else 0)) ** 2
    return total / len(truth)


def slow_temperature(scores, truth, weights):
    """Try every twentieth of the logarithm; return the temperature and its loss."""
    tried = [math.exp(step / 20) for step in range(-80, 81)]
    losses = [(slow_log_loss(scores, truth, weights, one), one) for one in tried]
    loss, temperature = min(losses)
    return temperature, loss


def slow_log_loss(scores, truth, weights, temperature):
    """Return the weighted mean of minus the logarithm of what the true kind was given."""
    total = 0.0
    for row, right, weight in zip(scores, truth, weights, strict=True):
        powers = [math.exp((score - max(row)) / temperature) for score in row]
        total -= weight * math.log(max(powers[right] / sum(powers), 1e-300))
    return total / sum(weights)
