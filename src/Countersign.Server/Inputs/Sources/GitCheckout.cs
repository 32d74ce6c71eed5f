using Countersign.Contracts.Errors;
using Countersign.Kinds.Processes;
using Countersign.Kinds.Sources;

namespace Countersign.Server.Inputs.Sources;

/// <summary>Fetches one commit of a repository with the machine's <c>git</c>, which runs as a child without anything of the server's.</summary>
/// <remarks>
/// Only the protocols of the URL's schemes, no redirects, no prompts, no hooks, no submodules and no filters: a repository brings
/// files and nothing that runs. See <c>git-config(1)</c>, <c>GIT_ALLOW_PROTOCOL</c> in <c>git(1)</c>.
/// </remarks>
internal sealed class GitCheckout(ProcessRunner processes, HttpOptions http)
{
    private static readonly ProcessLimits Limits = new() { Time = TimeSpan.FromMinutes(10), OutputBytes = 64 * 1024 };

    private static readonly IReadOnlyDictionary<string, string> Variables = new Dictionary<string, string>
    {
        ["GIT_ALLOW_PROTOCOL"] = "https:http",
        ["GIT_TERMINAL_PROMPT"] = "0",
        ["GIT_CONFIG_NOSYSTEM"] = "1",
        ["GIT_LFS_SKIP_SMUDGE"] = "1",
    };

    /// <summary>Checks the commit out and returns its hash.</summary>
    /// <param name="git">What to fetch.</param>
    /// <param name="commit">The hash that the analysis found; null to resolve the reference.</param>
    /// <param name="folder">Where to; must not exist.</param>
    /// <param name="home">For git itself.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<string> RunAsync(GitReference git, string? commit, string folder, string home, CancellationToken cancellationToken)
    {
        http.RequireAllowed(git.Url);
        Directory.CreateDirectory(folder);
        await GitAsync(folder, home, cancellationToken, "init", "--quiet", "--template=");
        await GitAsync(
            folder, home, cancellationToken, "fetch", "--quiet", "--depth=1", "--no-tags", "--no-recurse-submodules", "--", git.Url.AbsoluteUri, commit ?? git.Ref ?? "HEAD");
        var lines = await GitAsync(folder, home, cancellationToken, "rev-parse", "FETCH_HEAD^{commit}");
        await GitAsync(folder, home, cancellationToken, "checkout", "--quiet", "--detach", "FETCH_HEAD");
        return lines[^1];
    }

    private async Task<IReadOnlyList<string>> GitAsync(string folder, string home, CancellationToken cancellationToken, params string[] arguments)
    {
        var lines = new List<ProcessLine>();
        var outcome = await processes.RunAsync(
            new ProcessRequest
            {
                Command = ["git", "-c", "http.followRedirects=false", "-c", "core.hooksPath=/dev/null", "-c", "core.symlinks=false", "-c", "credential.helper=", .. arguments],
                WorkingDirectory = folder,
                Home = home,
                Environment = Variables,
                Limits = Limits,
                Network = arguments[0] == "fetch",
            },
            lines.Add,
            cancellationToken);
        return outcome.Succeeded
            ? [.. lines.Where(line => !line.IsError).Select(line => line.Text)]
            : throw new WorkFailedException(
                ErrorCodes.GitFailed,
                $"git {arguments[0]} failed: {(lines.Count > 0 ? lines[^1].Text : outcome.End.ToString())}",
                retryable: arguments[0] == "fetch" && !lines.Exists(line => IsMissing(line.Text)));
    }

    // What git says of a commit, and of a branch or tag, that the repository does not have: asking again does not bring it.
    private static bool IsMissing(string line) =>
        line.Contains("not our ref", StringComparison.Ordinal) || line.Contains("couldn't find remote ref", StringComparison.Ordinal);
}
