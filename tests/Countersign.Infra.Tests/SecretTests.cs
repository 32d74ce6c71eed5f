using Countersign.Testing;
using Xunit;

namespace Countersign.Infra.Tests;

/// <summary>Nothing is reached with a shared key, and no key is ever read.</summary>
public sealed class SecretTests
{
    private static readonly string[] Forbidden =
    [
        "AccountKey=", "AccessKey=", "DefaultEndpointsProtocol", "EndpointSuffix", "InstrumentationKey", "SharedAccess", "StorageAccountConnectionString",
        "listAccountSas", "listConnectionStrings", "listKeys", "listSecrets", "listServiceSas", "primaryConnectionString", "clientSecret:",
    ];

    public static TheoryData<string> Files => [.. InfraFiles.Bicep, .. InfraFiles.Workflows];

    public static TheoryData<string, string, string> Settings => new()
    {
        { "Microsoft.Storage/storageAccounts", "properties/allowSharedKeyAccess", "false" },
        { "Microsoft.Storage/storageAccounts", "properties/allowBlobPublicAccess", "false" },
        { "Microsoft.Storage/storageAccounts", "properties/minimumTlsVersion", "TLS1_2" },
        { "Microsoft.Storage/storageAccounts", "properties/supportsHttpsTrafficOnly", "true" },
        { "Microsoft.Storage/storageAccounts/blobServices/containers", "properties/publicAccess", "None" },
        { "Microsoft.SignalRService/signalR", "properties/disableLocalAuth", "true" },
        { "Microsoft.Insights/components", "properties/DisableLocalAuth", "true" },
        { "Microsoft.OperationalInsights/workspaces", "properties/features/disableLocalAuth", "true" },
        { "Microsoft.KeyVault/vaults", "properties/enableRbacAuthorization", "true" },
        { "Microsoft.KeyVault/vaults", "properties/enablePurgeProtection", "true" },
        { "Microsoft.KeyVault/vaults", "properties/enableSoftDelete", "true" },
        { "Microsoft.KeyVault/vaults/keys", "properties/attributes/exportable", "false" },
        { "Microsoft.KeyVault/vaults/keys", "properties/curveName", "P-256" },
        { "Microsoft.Web/sites", "properties/httpsOnly", "true" },
        { "Microsoft.Web/sites", "properties/siteConfig/minTlsVersion", "1.2" },
        { "Microsoft.Web/sites", "properties/functionAppConfig/deployment/storage/authentication/type", "UserAssignedIdentity" },
        { "Microsoft.Web/sites", "properties/functionAppConfig/runtime/name", "dotnet-isolated" },
        { "Microsoft.Web/sites", "properties/functionAppConfig/runtime/version", "10.0" },
        { "Microsoft.Web/sites/basicPublishingCredentialsPolicies", "properties/allow", "false" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void Files_HaveNoKeysAndReadNone(string path)
    {
        var text = Repository.Read(path);

        Assert.DoesNotContain(Forbidden, word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public void EveryResourceOfTheType_IsSetSo(string type, string path, string expected)
    {
        var resources = BicepReader.Templates.SelectMany(file => file.Resources).Where(resource => resource.Type == type && !resource.Existing).ToArray();

        Assert.NotEmpty(resources);
        Assert.All(resources, resource => Assert.Equal(expected, resource.Body.At(path)?.Text));
    }

    [Fact]
    public void EveryIdentity_IsUserAssigned()
    {
        var identities = BicepReader.Templates.SelectMany(file => file.Resources)
            .Select(resource => resource.Body.At("identity/type")?.Text)
            .Where(type => type is not null);

        Assert.All(identities, type => Assert.Equal("UserAssigned", type));
    }

    [Fact]
    public void SignalR_IsServerless()
    {
        var signalR = BicepReader.Files["infra/modules/signalr.bicep"].Resources.Single();
        var mode = signalR.Body.At("properties/features")!.Items!.Single(feature => feature.At("flag")!.Text == "ServiceMode");

        Assert.Equal("Serverless", mode.At("value")!.Text);
    }

    [Theory]
    [InlineData("storageSettings", "AzureWebJobsStorage")]
    [InlineData("signalRSettings", "AzureSignalRConnectionString")]
    public void Connections_AreAddressesAndAnIdentity(string variable, string connection)
    {
        var text = Repository.Read("infra/modules/function-app.bicep");
        var start = text.IndexOf($"var {variable} = {{", StringComparison.Ordinal);
        var settings = text[start..text.IndexOf('}', start)];

        Assert.Contains($"{connection}__credential: 'managedidentity'", settings, StringComparison.Ordinal);
        Assert.Contains($"{connection}__clientId: identityClientId", settings, StringComparison.Ordinal);
        Assert.DoesNotContain($"{connection}:", settings, StringComparison.Ordinal);
    }
}
