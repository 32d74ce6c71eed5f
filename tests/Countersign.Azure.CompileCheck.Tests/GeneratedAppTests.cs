using System.Text;
using System.Text.Json;
using Countersign.Kinds.ProjectGenerate.Catalogue;
using Countersign.Kinds.ProjectGenerate.Rendering;
using Xunit;

namespace Countersign.Azure.CompileCheck.Tests;

/// <summary>The Functions app that project.generate makes fits the packages that it names; they do not restore everywhere.</summary>
public sealed class GeneratedAppTests
{
    [Theory]
    [InlineData("Shop", "A shop")]
    [InlineData("corner-shop.orders_2", "A \"quoted\" \\ shop")]
    public void GeneratedApp_FitsItsPackages(string name, string description)
    {
        var problems = AzureCompilation.Problems(AzureCompilation.CompileGenerated(Sources(name, description)));

        Assert.True(problems.Count == 0, string.Join(Environment.NewLine, problems));
    }

    [Fact]
    public void GeneratedApp_ThatDoesNotFit_IsFound()
    {
        var broken = Sources("Shop", "A shop").Select(source => (source.Path, source.Text.Replace("TimerInfo timer", "TimerFacts timer", StringComparison.Ordinal)));

        Assert.Contains("TimerFacts", Assert.Single(AzureCompilation.Problems(AzureCompilation.CompileGenerated(broken))), StringComparison.Ordinal);
    }

    // With its tests: the framework that they use is this one's too.
    private static IEnumerable<(string Path, string Text)> Sources(string name, string description)
    {
        var parameters = JsonSerializer.SerializeToElement(new Dictionary<string, string>
        {
            ["project_name"] = name,
            ["description"] = description,
            ["timer_schedule"] = "0 0 * * * *",
        });
        return ProjectRenderer.Render(TemplateCatalogue.Find("azure-functions-app")!, parameters).Files
            .Where(file => file.Path.EndsWith(".cs", StringComparison.Ordinal))
            .Select(file => (file.Path, Encoding.UTF8.GetString(file.Content)))
            .Append(("Usings.cs", $"global using {ProjectNames.Namespace(name)}.Notes;\nglobal using Xunit;"));
    }
}
