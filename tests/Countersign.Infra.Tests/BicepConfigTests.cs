using System.Text.Json;
using Countersign.Testing;
using Xunit;

namespace Countersign.Infra.Tests;

public sealed class BicepConfigTests
{
    [Fact]
    public void EveryRule_IsAnError()
    {
        using var config = JsonDocument.Parse(Repository.Read("infra/bicepconfig.json"));
        var rules = config.RootElement.GetProperty("analyzers").GetProperty("core").GetProperty("rules").EnumerateObject().ToArray();

        Assert.NotEmpty(rules);
        Assert.All(rules, rule => Assert.Equal("error", rule.Value.GetProperty("level").GetString()));
    }

    [Fact]
    public void LockFile_NamesNoRegistry() =>
        Assert.DoesNotContain("\"resolved\"", Repository.Read("tests/Countersign.Infra.Tests/bicep/package-lock.json"), StringComparison.Ordinal);
}
