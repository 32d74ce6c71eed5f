using Xunit;

namespace Countersign.Infra.Tests;

/// <summary>Every file is Bicep, and every name in it means something.</summary>
public sealed class BicepSyntaxTests
{
    // https://learn.microsoft.com/azure/azure-resource-manager/bicep/bicep-functions
    private static readonly string[] KnownFunctions =
    [
        "concat", "empty", "environment", "guid", "join", "readEnvironmentVariable", "resourceGroup", "subscriptionResourceId",
        "tenant", "union", "uniqueString",
    ];

    public static TheoryData<string> Files => [.. InfraFiles.Bicep];

    public static TheoryData<string> Templates => [.. InfraFiles.Bicep.Where(path => path.EndsWith(".bicep", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Files))]
    public void File_Parses(string path) => Assert.Empty(BicepReader.Files[path].Errors);

    [Theory]
    [MemberData(nameof(Files))]
    public void File_UsesOnlyNamesThatItDeclares(string path)
    {
        var file = BicepReader.Files[path];

        Assert.Empty(Undeclared(file));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void File_CallsOnlyKnownFunctions(string path) =>
        Assert.DoesNotContain(BicepReader.Files[path].Calls, call => !KnownFunctions.Contains(call.Name));

    [Theory]
    [MemberData(nameof(Templates))]
    public void File_UsesWhatItDeclares(string path)
    {
        var file = BicepReader.Files[path];
        var declared = file.Parameters.Concat(file.Variables).Select(declaration => declaration.Name);

        Assert.Empty(declared.Except(file.Names.Select(use => use.Name)));
    }

    [Theory]
    [MemberData(nameof(Templates))]
    public void ParametersAndOutputs_AreDescribed(string path) =>
        Assert.Empty(Undescribed(BicepReader.Files[path]));

    [Fact]
    public void Main_IsDeployedToAResourceGroup() =>
        Assert.Equal("resourceGroup", BicepReader.Files["infra/main.bicep"].TargetScope);

    [Fact]
    public void ABrokenFile_IsFoundBroken()
    {
        var broken = BicepReader.Read("tests/Countersign.Infra.Tests/bicep/broken.bicep");

        Assert.NotEmpty(broken.Errors);
        Assert.Contains("location", Undeclared(broken));
        Assert.Contains("undescribed", Undescribed(broken));
        Assert.Contains(broken.Calls, call => !KnownFunctions.Contains(call.Name));
    }

    private static IEnumerable<string> Undeclared(BicepFile file) =>
        file.Names.Select(use => use.Name)
            .Except(file.Parameters.Concat(file.Variables).Select(declaration => declaration.Name))
            .Except(file.Modules.Select(module => module.Name))
            .Except(file.Resources.Select(resource => resource.Name));

    private static IEnumerable<string> Undescribed(BicepFile file) =>
        file.Parameters.Concat(file.Outputs)
            .Where(declaration => !declaration.Decorators!.Any(decorator => decorator is { Name: "description", Text.Length: > 10 }))
            .Select(declaration => declaration.Name);
}
