using Countersign.Server;
using Microsoft.Extensions.Options;

namespace Countersign.Storage.Azure.Containers;

/// <summary>Keeps the service's own containers out of the list of those that jobs may clean up.</summary>
internal sealed class OwnContainersValidator(IOptions<AzureStorageOptions> storage) : IValidateOptions<InputsOptions>
{
    public ValidateOptionsResult Validate(string? name, InputsOptions options)
    {
        string prefix;
        try
        {
            prefix = storage.Value.Prefix;
        }
        catch (OptionsValidationException)
        {
            // The section Storage is wrong and says so itself; which names are the service's own is known only once it is right.
            return ValidateOptionsResult.Skip;
        }

        var problems = new OptionProblems();
        for (var i = 0; i < options.Containers.Count; i++)
        {
            problems.Require(
                !OwnContainers.Include(options.Containers[i], prefix),
                $"Inputs:Containers:{i}",
                options.Containers[i],
                $"a container that is none {OwnContainers.Description}");
        }

        return problems.ToResult();
    }
}
