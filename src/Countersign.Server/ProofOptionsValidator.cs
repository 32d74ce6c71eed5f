using Countersign.Server.Proof;
using Microsoft.Extensions.Options;

namespace Countersign.Server;

internal sealed class ProofOptionsValidator : IValidateOptions<ProofOptions>
{
    public ValidateOptionsResult Validate(string? name, ProofOptions options)
    {
        var problems = new OptionProblems();

        // A private key never stands in a message.
        problems.Require(
            options.SigningKey is null || PemKeys.TryRead(options.SigningKey) is { CanSign: true },
            "Proof:SigningKey", "not such a key", "an EC P-256 private key in PEM, such as openssl ecparam -name prime256v1 -genkey -noout makes");
        for (var i = 0; i < options.FormerKeys.Count; i++)
        {
            problems.Require(
                PemKeys.TryRead(options.FormerKeys[i]) is not null, $"Proof:FormerKeys:{i}", "not such a key", "an EC P-256 public key in PEM");
        }

        problems.Require(
            options.KeyUri is null || (options.KeyUri.Scheme == Uri.UriSchemeHttps && options.KeyUri.Segments is ["/", "keys/", _]),
            "Proof:KeyUri", options.KeyUri?.ToString() ?? "", "https://VAULT/keys/NAME, without a version");
        problems.Require(
            options.KeyUri is null || options.SigningKey is null, "Proof:SigningKey", "given together with Proof:KeyUri", "one of the two");
        return problems.ToResult();
    }
}
