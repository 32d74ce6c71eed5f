using Countersign.Cli.Up;
using Countersign.Testing;
using Xunit;

namespace Countersign.Cli.Tests;

public sealed class IdleMemoryTests : IDisposable
{
    private const long Mebibyte = 1024 * 1024;

    private readonly VirtualClock _clock = new();
    private readonly IdleMemory _memory;
    private long _allocated;
    private int _collections;

    public IdleMemoryTests() => _memory = new IdleMemory(() => _allocated, () => _collections++, _clock);

    public void Dispose() => _memory.Dispose();

    [Fact]
    public void Load_ThatGoesOn_IsNotStopped()
    {
        for (var second = 0; second < 60; second++)
        {
            Second(10 * Mebibyte);
        }

        Assert.Equal(0, _collections);
    }

    [Fact]
    public void Load_ThatHasEnded_IsCleanedUpAfterOnce()
    {
        Second(100 * Mebibyte);
        for (var second = 0; second < 60; second++)
        {
            Second(1000);
        }

        Assert.Equal(1, _collections);
    }

    [Fact]
    public void Rest_WithLittleToDo_IsCleanedUpAfterEveryTwoMinutesAtMost()
    {
        for (var second = 0; second < 600; second++)
        {
            Second(256 * 1024 - 1);
        }

        Assert.InRange(_collections, 1, 5);
    }

    private void Second(long allocated)
    {
        _allocated += allocated;
        _clock.Advance(TimeSpan.FromSeconds(1));
    }
}
