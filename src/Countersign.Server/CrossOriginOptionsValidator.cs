using System.Globalization;
using Microsoft.Extensions.Options;

namespace Countersign.Server;

internal sealed class CrossOriginOptionsValidator : IValidateOptions<CrossOriginOptions>
{
    public ValidateOptionsResult Validate(string? name, CrossOriginOptions options)
    {
        var problems = new OptionProblems();
        for (var i = 0; i < options.AllowedOrigins.Count; i++)
        {
            var origin = options.AllowedOrigins[i];
            problems.Require(
                Uri.TryCreate(origin, UriKind.Absolute, out var uri)
                    && (uri.Scheme is "http" or "https") && origin == uri.GetLeftPart(UriPartial.Authority),
                string.Create(CultureInfo.InvariantCulture, $"Http:AllowedOrigins:{i}"), origin,
                "one origin without a path and without wildcards, such as https://jobs.example.org");
        }

        return problems.ToResult();
    }
}
