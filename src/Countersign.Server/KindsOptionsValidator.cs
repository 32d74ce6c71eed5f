using Microsoft.Extensions.Options;

namespace Countersign.Server;

internal sealed class KindsOptionsValidator : IValidateOptions<KindsOptions>
{
    public ValidateOptionsResult Validate(string? name, KindsOptions options)
    {
        var problems = new OptionProblems();
        if (options.Folder.Length > 0)
        {
            var exists = Directory.Exists(options.Folder);
            problems.Require(exists, "Kinds:Folder", options.Folder, "a folder that exists, or none");
            problems.Require(!exists || FolderPermissions.FindOpenToAll(options.Folder) is null, "Kinds:Folder", options.Folder, FolderPermissions.Rule);
        }

        return problems.ToResult();
    }
}
