using Microsoft.Extensions.Options;

namespace Countersign.Server;

internal sealed class InputsOptionsValidator : IValidateOptions<InputsOptions>
{
    public ValidateOptionsResult Validate(string? name, InputsOptions options)
    {
        var problems = new OptionProblems();
        for (var i = 0; i < options.Roots.Count; i++)
        {
            problems.Require(Directory.Exists(options.Roots[i]), $"Inputs:Roots:{i}", options.Roots[i], "a folder that exists");
        }

        return problems.ToResult();
    }
}
