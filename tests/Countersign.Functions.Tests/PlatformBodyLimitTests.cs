using Countersign.Functions.Http;
using Countersign.Server;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace Countersign.Functions.Tests;

public sealed class PlatformBodyLimitTests
{
    [Theory]
    [InlineData(null, 104857600)]
    [InlineData("", 104857600)]
    [InlineData("-1", 104857600)]
    [InlineData("209715200", 209715200)]
    public void Limit_IsThePlatforms(string? setting, long expected) =>
        Assert.Equal(expected, PlatformBodyLimit.From(Settings((PlatformBodyLimit.Setting, setting))));

    [Theory]
    [InlineData("1000000", 1000000)]
    [InlineData("1073741824", 104857600)]
    public void Uploads_ArePromisedOnlyAsLargeAsTheyGetThrough(string configured, long expected)
    {
        using var services = new ServiceCollection()
            .AddSingleton(Settings(("Limits:MaxUploadBytes", configured)))
            .AddCountersignServer()
            .AddFunctionInvocation(PlatformBodyLimit.From(Settings()))
            .BuildServiceProvider();

        Assert.Equal(expected, services.GetRequiredService<IOptions<LimitsOptions>>().Value.MaxUploadBytes);
    }

    private static IConfiguration Settings(params (string Key, string? Value)[] values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values.ToDictionary(pair => pair.Key, pair => pair.Value)).Build();
}
