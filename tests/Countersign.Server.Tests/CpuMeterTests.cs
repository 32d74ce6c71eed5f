using Countersign.Server.Statistics;
using Countersign.Testing;
using Xunit;

namespace Countersign.Server.Tests;

public sealed class CpuMeterTests
{
    private readonly VirtualClock _clock = new();
    private TimeSpan _used = TimeSpan.FromSeconds(10);

    [Fact]
    public void Read_BetweenTwoReadings_IsTheUseInBetween()
    {
        var meter = new CpuMeter(_clock, () => _used);
        Pass(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(5));

        Assert.Equal(Math.Round(50.0 / Environment.ProcessorCount, 1), meter.Read(TimeSpan.FromHours(1)));
        Pass(TimeSpan.FromSeconds(2), TimeSpan.Zero);
        Assert.Equal(0, meter.Read(TimeSpan.FromHours(1)));
    }

    [Fact]
    public void Read_ShortlyAfterAnother_AnswersAlike()
    {
        var meter = new CpuMeter(_clock, () => _used);
        Pass(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        var first = meter.Read(TimeSpan.FromHours(1));
        Pass(TimeSpan.FromSeconds(0.5), TimeSpan.Zero);

        Assert.Equal(first, meter.Read(TimeSpan.FromHours(1)));
    }

    [Fact]
    public void Read_AtFirst_IsTheUseSinceTheStart()
    {
        var meter = new CpuMeter(_clock, () => _used);

        Assert.Equal(Math.Round(10.0 / Environment.ProcessorCount, 1), meter.Read(TimeSpan.FromSeconds(100)));
    }

    private void Pass(TimeSpan time, TimeSpan used)
    {
        _clock.Advance(time);
        _used += used;
    }
}
