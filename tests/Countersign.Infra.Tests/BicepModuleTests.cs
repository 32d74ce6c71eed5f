using Countersign.Testing;
using Xunit;

namespace Countersign.Infra.Tests;

/// <summary>Modules and the files that use them agree.</summary>
public sealed class BicepModuleTests
{
    public static TheoryData<string> Templates => BicepSyntaxTests.Templates;

    [Theory]
    [MemberData(nameof(Templates))]
    public void Modules_Exist(string path) =>
        Assert.All(BicepReader.Files[path].Modules, module => Assert.Contains(Resolve(path, module.Path), BicepReader.Files.Keys));

    [Theory]
    [MemberData(nameof(Templates))]
    public void Modules_GetTheParametersTheyAskFor(string path) =>
        Assert.All(BicepReader.Files[path].Modules, module =>
        {
            var asked = BicepReader.Files[Resolve(path, module.Path)].Parameters;
            var given = module.Body.At("params")!.Names.ToArray();

            Assert.Empty(given.Except(asked.Select(parameter => parameter.Name)));
            Assert.Empty(asked.Where(parameter => !parameter.Optional).Select(parameter => parameter.Name).Except(given));
        });

    [Theory]
    [MemberData(nameof(Templates))]
    public void Outputs_AreThoseThatModulesHave(string path)
    {
        var file = BicepReader.Files[path];

        Assert.All(file.ModuleOutputs, use =>
        {
            var module = Assert.Single(file.Modules, module => module.Name == use.Module);
            Assert.Contains(BicepReader.Files[Resolve(path, module.Path)].Outputs, output => output.Name == use.Output);
        });
    }

    [Fact]
    public void EveryModuleFile_IsUsed()
    {
        var used = BicepReader.Files["infra/main.bicep"].Modules.Select(module => Resolve("infra/main.bicep", module.Path)).Distinct();

        Assert.Equal(BicepReader.Files.Keys.Where(path => path.StartsWith("infra/modules/", StringComparison.Ordinal)), used.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void ParameterFile_SetsParametersOfMain()
    {
        var parameters = BicepReader.Files["infra/main.bicepparam"];
        var main = BicepReader.Files["infra/main.bicep"].Parameters;
        var set = parameters.Variables.Select(assignment => assignment.Name).ToArray();

        Assert.Equal("main.bicep", parameters.Using);
        Assert.Empty(set.Except(main.Select(parameter => parameter.Name)));
        Assert.Empty(main.Where(parameter => !parameter.Optional).Select(parameter => parameter.Name).Except(set));
    }

    private static string Resolve(string from, string path) =>
        Path.GetRelativePath(Repository.Root, Path.GetFullPath(Path.Combine(Repository.Root, Path.GetDirectoryName(from)!, path))).Replace('\\', '/');
}
