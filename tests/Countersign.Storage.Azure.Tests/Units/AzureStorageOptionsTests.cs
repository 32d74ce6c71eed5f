using Xunit;

namespace Countersign.Storage.Azure.Tests.Units;

public sealed class AzureStorageOptionsTests
{
    [Fact]
    public void Validate_OfTheEmulator_Succeeds() => Assert.Empty(Problems(new() { ConnectionString = "UseDevelopmentStorage=true" }));

    [Fact]
    public void Validate_OfAnAccountWithAnIdentity_Succeeds() =>
        Assert.Empty(Problems(new() { AccountName = "countersign1", ManagedIdentityClientId = "2f9a0b52-6b70-4a79-9f0f-0f5f3e1f8a11" }));

    [Fact]
    public void Validate_OfNothing_NamesBothWays()
    {
        var problem = Assert.Single(Problems(new()));

        Assert.Contains("Storage:AccountName", problem, StringComparison.Ordinal);
        Assert.Contains("Storage:ConnectionString", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_OfManyMistakes_ListsEachOfThem() => Assert.Equal(5, Problems(new()
    {
        ConnectionString = "x",
        AccountName = "Not-an-account",
        ManagedIdentityClientId = "me",
        EndpointSuffix = "https://core",
        Prefix = "Ab",
    }).Length);

    private static string[] Problems(AzureStorageOptions options) =>
        [.. new AzureStorageOptionsValidator().Validate(null, options).Failures ?? []];
}
