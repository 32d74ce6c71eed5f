using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Countersign.Server;

internal sealed partial class InputsOptionsValidator : IValidateOptions<InputsOptions>
{
    public ValidateOptionsResult Validate(string? name, InputsOptions options)
    {
        var problems = new OptionProblems();
        for (var i = 0; i < options.Roots.Count; i++)
        {
            problems.Require(Directory.Exists(options.Roots[i]), $"Inputs:Roots:{i}", options.Roots[i], "a folder that exists");
        }

        for (var i = 0; i < options.Containers.Count; i++)
        {
            problems.Require(options.HasContainers, $"Inputs:Containers:{i}", options.Containers[i], "none: this host has no blob containers");
            problems.Require(
                !options.HasContainers || Container().IsMatch(options.Containers[i]),
                $"Inputs:Containers:{i}",
                options.Containers[i],
                "the name of a container: 3 to 63 lower-case letters, digits and single hyphens");
        }

        return problems.ToResult();
    }

    // https://learn.microsoft.com/rest/api/storageservices/naming-and-referencing-containers--blobs--and-metadata
    [GeneratedRegex("^(?=.{3,63}\\z)[a-z0-9]+(?:-[a-z0-9]+)*\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Container();
}
