using Countersign.Server.Secrets;
using Microsoft.Extensions.Options;

namespace Countersign.Server;

internal sealed class SecretsOptionsValidator : IValidateOptions<SecretsOptions>
{
    public ValidateOptionsResult Validate(string? name, SecretsOptions options)
    {
        var problems = new OptionProblems();
        foreach (var (key, value) in options.Values)
        {
            problems.Require(SecretReferences.IsName(key), $"Secrets:{key}", "a value", $"a name of the form {SecretReferences.NamePattern}");
            problems.Require(value.Length > 0, $"Secrets:{key}", "", "a value that is not empty");
            // Where a reference cannot be resolved, the platform hands out the reference itself.
            problems.Require(
                !value.StartsWith("@Microsoft.KeyVault(", StringComparison.Ordinal),
                $"Secrets:{key}", "an unresolved Key Vault reference", "a reference to a secret that the app's identity may read");
        }

        return problems.ToResult();
    }
}
