using Xunit;

namespace Countersign.Server.Tests.Upkeep;

public sealed class UpkeepOptionsTests
{
    [Fact]
    public void Validate_OfTheDefaults_Succeeds()
    {
        Assert.True(new RetentionOptionsValidator().Validate(null, new RetentionOptions()).Succeeded);
        Assert.True(new UpkeepOptionsValidator().Validate(null, new UpkeepOptions()).Succeeded);
    }

    [Fact]
    public void Validate_OfWhatWouldRemoveEverything_NamesEachKey()
    {
        var retention = new RetentionOptionsValidator().Validate(null, new RetentionOptions { KeepFor = TimeSpan.Zero, KeepLast = 0 });
        var upkeep = new UpkeepOptionsValidator().Validate(
            null, new UpkeepOptions { CleanupEvery = TimeSpan.Zero, HealthCheckEvery = TimeSpan.FromDays(31) });

        string[] keys = ["Retention:KeepFor", "Retention:KeepLast", "Upkeep:CleanupEvery", "Upkeep:HealthCheckEvery"];
        Assert.Equal(keys, retention.Failures!.Concat(upkeep.Failures!).Select(problem => problem.Split(' ')[0]));
    }
}
