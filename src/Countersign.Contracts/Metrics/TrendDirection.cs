namespace Countersign.Contracts.Metrics;

/// <summary>Whether figures grow.</summary>
public enum TrendDirection
{
    Flat,
    Up,
    Down,
}
