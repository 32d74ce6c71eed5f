namespace Countersign.Storage.Azure;

/// <summary>Which storage account holds the data; section <c>Storage</c>.</summary>
public sealed class AzureStorageOptions
{
    /// <summary>The section that the options are bound to.</summary>
    public const string Section = "Storage";

    /// <summary>For the emulator: <c>UseDevelopmentStorage=true</c>.</summary>
    /// <remarks>It holds a key, so accounts in Azure use <see cref="AccountName"/>.</remarks>
    public string? ConnectionString { get; set; }

    /// <summary>The account in Azure, reached with an identity.</summary>
    /// <remarks>The identity needs the roles Storage Table Data Contributor and Storage Blob Data Contributor.</remarks>
    public string? AccountName { get; set; }

    /// <summary>The client id of the user-assigned managed identity. Default: what the environment offers.</summary>
    public string? ManagedIdentityClientId { get; set; }

    /// <summary>What follows <c>table.</c> and <c>blob.</c> in the account's addresses. Default core.windows.net.</summary>
    public string EndpointSuffix { get; set; } = "core.windows.net";

    /// <summary>How the names of tables and containers begin, so that installations can share an account. Default countersign.</summary>
    public string Prefix { get; set; } = "countersign";
}
