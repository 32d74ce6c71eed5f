using Countersign.Kinds.Outbound;
using Microsoft.Extensions.Options;

namespace Countersign.Server;

internal sealed class HttpOptionsValidator : IValidateOptions<HttpOptions>
{
    public ValidateOptionsResult Validate(string? name, HttpOptions options)
    {
        var problems = new OptionProblems();
        foreach (var entry in options.AllowedHosts)
        {
            problems.Require(HostList.IsEntry(entry), "Http:AllowedHosts", entry, "host or host:port");
        }

        return problems.ToResult();
    }
}
