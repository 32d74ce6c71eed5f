using Microsoft.Extensions.Options;

namespace Countersign.Server;

internal sealed class HttpOptionsValidator : IValidateOptions<HttpOptions>
{
    public ValidateOptionsResult Validate(string? name, HttpOptions options)
    {
        var problems = new OptionProblems();
        foreach (var entry in options.AllowedHosts)
        {
            problems.Require(
                Uri.TryCreate($"https://{entry}/", UriKind.Absolute, out var url) && url.PathAndQuery == "/" && url.UserInfo.Length == 0,
                "Http:AllowedHosts",
                entry,
                "host or host:port");
        }

        return problems.ToResult();
    }
}
