using Countersign.Server.Access;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Countersign.Server;

/// <remarks>Users are read from the configuration itself: options of another section may not be valid, and then tell that themselves.</remarks>
internal sealed class WatchOptionsValidator(IConfiguration configuration) : IValidateOptions<WatchOptions>
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    public ValidateOptionsResult Validate(string? name, WatchOptions options)
    {
        var problems = new OptionProblems();
        if (options.Watch.Length == 0)
        {
            return problems.ToResult();
        }

        var exists = Directory.Exists(options.Watch);
        problems.Require(exists, "Inputs:Watch", options.Watch, "a folder that exists, or none");
        problems.Require(!exists || FolderPermissions.FindOpenToAll(options.Watch) is null, "Inputs:Watch", options.Watch, FolderPermissions.Rule);
        problems.Require(options.WatchSettle >= Shortest && options.WatchSettle <= Longest, "Inputs:WatchSettle", options.WatchSettle, "10 milliseconds to an hour");
        problems.Require(options.WatchEvery >= Shortest && options.WatchEvery <= Longest, "Inputs:WatchEvery", options.WatchEvery, "10 milliseconds to an hour");
        CheckOwner(problems, options.WatchOwner);
        return problems.ToResult();
    }

    private void CheckOwner(OptionProblems problems, string owner)
    {
        if (!AuthOptions.IsOn(configuration))
        {
            problems.Require(owner.Length == 0 || Caller.Local.Owns(owner), "Inputs:WatchOwner", owner, $"none, or {Caller.Local.User}, while no authentication is configured");
            return;
        }

        var users = configuration.GetSection("Auth:ApiKeys").GetChildren().Select(key => key["User"]);
        problems.Require(
            users.Contains(owner, StringComparer.Ordinal), "Inputs:WatchOwner", owner,
            "a user of Auth:ApiKeys: authentication is on, and each job is somebody's");
    }
}
