using Xunit;

namespace Countersign.Server.Tests;

/// <summary>What an operator may let jobs clean up.</summary>
public sealed class InputsOptionsTests
{
    [Fact]
    public void Containers_AreNoneByDefault() => Assert.Empty(Problems(new InputsOptions()));

    [Theory]
    [InlineData("exports", true)]
    [InlineData("old-exports-2", true)]
    [InlineData("Exports", false)]
    [InlineData("ab", false)]
    [InlineData("-exports", false)]
    [InlineData("old--exports", false)]
    [InlineData("$logs", false)]
    [InlineData("a/b", false)]
    [InlineData("exports\n", false)]
    public void Container_IsHeldToItsForm(string name, bool isValid)
    {
        var options = new InputsOptions();
        options.OfferContainers();
        options.Containers.Add("first");
        options.Containers.Add(name);

        var problems = Problems(options);

        Assert.Equal(isValid, problems.Count == 0);
        Assert.All(problems, problem => Assert.StartsWith($"Inputs:Containers:1 is '{name}'; allowed is the name of a container", problem, StringComparison.Ordinal));
    }

    [Fact]
    public void Container_OnAHostWithoutAny_IsRefused()
    {
        var options = new InputsOptions();
        options.Containers.Add("exports");

        Assert.Equal(["Inputs:Containers:0 is 'exports'; allowed is none: this host has no blob containers."], Problems(options));
    }

    private static IReadOnlyList<string> Problems(InputsOptions options) =>
        [.. new InputsOptionsValidator().Validate(null, options).Failures ?? []];
}
