namespace Countersign.Cli.Up;

/// <summary>
/// Gives memory back to the system once a server that was busy has come to rest. The runtime collects when memory is asked for, so what
/// the last load left would stay for as long as nothing happens.
/// </summary>
internal sealed class IdleMemory : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    // In bytes. Timers and a probe now and then take less in a second than the first; a collection, which stops everything for some ten
    // milliseconds, is worth it after the second, which at this rest is every two minutes at most.
    private const long AtRest = 256 * 1024;
    private const long WorthIt = 32 * 1024 * 1024;

    private readonly Func<long> _allocated;
    private readonly Action _collect;
    private readonly ITimer _timer;
    private long _before;
    private long _collectedAt;

    /// <param name="allocated">How many bytes the process has asked for since it began.</param>
    /// <param name="collect">Collects everything and gives back what is free.</param>
    /// <param name="clock">Tells when to look.</param>
    public IdleMemory(Func<long> allocated, Action collect, TimeProvider clock)
    {
        (_allocated, _collect) = (allocated, collect);
        _timer = clock.CreateTimer(_ => Look(), null, Interval, Interval);
    }

    /// <summary>Looks after this process.</summary>
    public static IdleMemory OfThisProcess() => new(
        () => GC.GetTotalAllocatedBytes(precise: false),
        () => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true),
        TimeProvider.System);

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        var allocated = _allocated();
        var isAtRest = allocated - _before < AtRest;
        _before = allocated;
        if (isAtRest && allocated - _collectedAt >= WorthIt)
        {
            _collect();
            _collectedAt = _before = _allocated();
        }
    }
}
