using System.Text.RegularExpressions;
using Countersign.Testing;
using Xunit;

namespace Countersign.Infra.Tests;

/// <summary>Resources have types, versions and properties that the published types know.</summary>
public sealed partial class BicepResourceTests
{
    public static TheoryData<string> Templates => BicepSyntaxTests.Templates;

    [Theory]
    [MemberData(nameof(Templates))]
    public void Resources_HaveOnlyWhatTheirTypesKnow(string path) =>
        Assert.Empty(BicepReader.Files[path].Resources.SelectMany(ResourceTypes.Check));

    [Fact]
    public void Facts_AreAboutTypesInUse()
    {
        var used = BicepReader.Templates.SelectMany(file => file.Resources).Select(resource => resource.Key).Distinct();

        Assert.Equal(used.Order(StringComparer.OrdinalIgnoreCase), ResourceTypes.Keys.Order(StringComparer.OrdinalIgnoreCase));
    }

    [Fact]
    public void AType_IsUsedInOneVersion()
    {
        var versions = BicepReader.Templates.SelectMany(file => file.Resources).DistinctBy(resource => resource.Key).GroupBy(resource => resource.Type);

        Assert.All(versions, type => Assert.Single(type));
    }

    [Fact]
    public void PreviewVersions_AreUsedOnlyWhereThereIsNoOther()
    {
        var previews = BicepReader.Templates.SelectMany(file => file.Resources)
            .Where(resource => resource.ApiVersion!.EndsWith("-preview", StringComparison.Ordinal))
            .Select(resource => resource.Type);

        Assert.Equal(["Microsoft.Insights/diagnosticSettings"], previews.Distinct());
    }

    [Fact]
    public void RoleAssignments_NameBuiltInRolesByTheirIds()
    {
        var roles = Repository.Read("infra/modules/role-assignments.bicep");

        Assert.Equal(8, RoleId().Matches(roles).Select(match => match.Value).Distinct().Count());
        Assert.DoesNotContain("8e3af657-a8ff-443c-a75c-2fe8c4bcb635", roles, StringComparison.Ordinal); // Owner.
        Assert.DoesNotContain("b24988ac-6180-42a0-ab88-20f7382dd24c", roles, StringComparison.Ordinal); // Contributor.
    }

    [Theory]
    [InlineData("there is no /properties/allowSharedKeyAcess")]
    [InlineData("/kind is one of")]
    [InlineData("/sku is required")]
    [InlineData("/properties/supportsHttpsTrafficOnly is of type bool")]
    [InlineData("/properties/networkAcls is an object")]
    [InlineData("@1999-12-31 is not among the known types")]
    public void ABrokenResource_IsFoundBroken(string problem)
    {
        var broken = BicepReader.Read("tests/Countersign.Infra.Tests/bicep/broken.bicep");

        Assert.Contains(broken.Resources.SelectMany(ResourceTypes.Check), found => found.Contains(problem, StringComparison.Ordinal));
    }

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex RoleId();
}
