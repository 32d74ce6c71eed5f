using System.Text.RegularExpressions;
using Countersign.Server;
using Microsoft.Extensions.Options;

namespace Countersign.Storage.Azure;

internal sealed partial class AzureStorageOptionsValidator : IValidateOptions<AzureStorageOptions>
{
    public ValidateOptionsResult Validate(string? name, AzureStorageOptions options)
    {
        var problems = new OptionProblems();
        var account = options.AccountName ?? "";
        problems.Require(
            string.IsNullOrEmpty(options.ConnectionString) != (account.Length == 0),
            Key(nameof(options.AccountName)),
            account,
            $"an account's name, or none together with {Key(nameof(options.ConnectionString))}: exactly one of them");
        problems.Require(
            account.Length == 0 || Account().IsMatch(account),
            Key(nameof(options.AccountName)),
            account,
            "3 to 24 lower-case letters and digits");
        problems.Require(
            string.IsNullOrEmpty(options.ManagedIdentityClientId) || Guid.TryParse(options.ManagedIdentityClientId, out _),
            Key(nameof(options.ManagedIdentityClientId)),
            options.ManagedIdentityClientId ?? "",
            "the client id of a managed identity, a GUID");
        problems.Require(
            Uri.CheckHostName(options.EndpointSuffix) == UriHostNameType.Dns,
            Key(nameof(options.EndpointSuffix)),
            options.EndpointSuffix,
            "a host name such as core.windows.net");
        problems.Require(
            Prefix().IsMatch(options.Prefix),
            Key(nameof(options.Prefix)),
            options.Prefix,
            "a lower-case letter and 2 to 39 lower-case letters and digits");
        return problems.ToResult();
    }

    private static string Key(string property) => $"{AzureStorageOptions.Section}:{property}";

    // https://learn.microsoft.com/azure/storage/common/storage-account-overview#storage-account-name
    [GeneratedRegex("^[a-z0-9]{3,24}$")]
    private static partial Regex Account();

    // What tables (letters and digits) and containers (lower case, 63 characters) both take, with room for the rest of the name.
    [GeneratedRegex("^[a-z][a-z0-9]{2,39}$")]
    private static partial Regex Prefix();
}
