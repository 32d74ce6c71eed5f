using System.CommandLine;
using Countersign.Kinds.ProjectGenerate;

namespace Countersign.Cli.Run;

/// <summary><c>countersign run</c>: one job from submission to report.</summary>
internal static class RunCommand
{
    /// <param name="apiKey">The key that the environment names; null where it names none.</param>
    public static Command Create(string? apiKey)
    {
        var kind = new Argument<string>("KIND") { Description = "The kind of job, such as disk.inspect." };
        var image = new Option<string?>("--image") { HelpName = "FILE", Description = "disk.inspect: the disk image. Uploaded first with --server, or when it lies outside of the working folder." };
        var format = new Option<string?>("--format") { HelpName = "FORMAT", Description = "disk.inspect: the format that the image must have: raw, qcow2, vmdk, vhd or vhdx." };
        var checksum = new Option<string?>("--checksum") { HelpName = "sha256:HEX", Description = "disk.inspect: the digest that the file must have." };
        var path = new Option<string?>("--path") { HelpName = "FOLDER", Description = "storage.cleanup: the folder to remove files from; with --server, as that server knows it." };
        var container = new Option<string?>("--container") { HelpName = "NAME", Description = "storage.cleanup: the blob container to remove blobs from; one that the server's configuration lists." };
        var olderThanDays = new Option<double?>("--older-than-days") { HelpName = "DAYS", Description = "storage.cleanup: only files or blobs last changed longer ago than that." };
        var largerThanBytes = new Option<long?>("--larger-than-bytes") { HelpName = "BYTES", Description = "storage.cleanup: only files or blobs with more bytes than that." };
        var pattern = new Option<string?>("--pattern") { HelpName = "GLOB", Description = "storage.cleanup: only files or blobs whose name fits, such as '*.log'; with a slash the whole path, such as 'logs/**/*.gz'." };
        var keepLast = new Option<int?>("--keep-last") { HelpName = "N", Description = "storage.cleanup: of what the other options pick, keep the newest so many." };
        var template = new Option<string?>("--template") { HelpName = "ID", Description = "project.generate: the template, such as dotnet-minimal-api." };
        var goal = new Option<string?>("--goal") { HelpName = "TEXT", Description = "agent.plan and project.generate: what is wanted, in words; project.generate chooses by it what is not given." };
        var set = new Option<string[]>("--set") { HelpName = "name=value", Description = "project.generate: a parameter of the template; may be given again." };
        var source = new Option<string?>("--source") { HelpName = "PATH", Description = "agent.plan: the folder or archive to work on, below the working folder; with --server, as that server knows it." };
        var input = new Option<string?>("--input") { HelpName = "FILE.json", Description = "A JSON file with the kind's input; - reads standard input." };
        var name = new Option<string?>("--name") { HelpName = "TEXT", Description = "A title for the job." };
        var jobId = new Option<string?>("--job-id") { HelpName = "ID", Description = "The job's identifier; the same one again names the same job." };
        var timeout = new Option<double?>("--timeout-seconds", "--timeout") { HelpName = "SECONDS", Description = "How long the plan waits for a decision. Default 300." };
        var wait = new Option<double?>("--wait") { HelpName = "SECONDS", Description = "Seconds to wait for the job's end; then the command leaves with exit code 5. Default: as long as it takes." };
        var noWait = new Option<bool>("--no-wait") { Description = "Only submit the job; nothing is shown or asked." };
        var approve = new Option<bool>("--approve") { Description = "Approve the plan without asking; for scripts." };
        var json = new Option<bool>("--json") { Description = "Print the result document alone; everything else goes to standard error." };
        var server = new Option<string?>("--server") { HelpName = "URL", Description = "Use the server at this URL instead of starting one in the command." };
        var key = SharedOptions.ApiKey(apiKey);
        var data = SharedOptions.Data();
        var config = SharedOptions.Config();
        var command = new Command("run", "Run one job: show its plan, ask, execute it and report.")
        {
            kind, image, format, checksum, path, container, olderThanDays, largerThanBytes, pattern, keepLast, template, goal, set, source, input, name, jobId, timeout, wait, noWait, approve, json, server, key, data, config,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var generates = parsed.GetValue(kind) == ProjectGenerateKind.Name;
            var options = new RunOptions
            {
                Kind = parsed.GetValue(kind)!,
                Image = parsed.GetValue(image),
                Format = parsed.GetValue(format),
                Checksum = parsed.GetValue(checksum),
                Cleanup = new CleanupOptions(
                    parsed.GetValue(path),
                    parsed.GetValue(container),
                    parsed.GetValue(olderThanDays),
                    parsed.GetValue(largerThanBytes),
                    parsed.GetValue(pattern),
                    parsed.GetValue(keepLast)),
                Generation = new GenerationOptions(parsed.GetValue(template), generates ? parsed.GetValue(goal) : null, parsed.GetValue(set) ?? []),
                Agent = new AgentOptions(generates ? null : parsed.GetValue(goal), parsed.GetValue(source)),
                InputFile = parsed.GetValue(input),
                Name = parsed.GetValue(name),
                JobId = parsed.GetValue(jobId),
                TimeoutSeconds = parsed.GetValue(timeout),
                Wait = Waiting(parsed.GetValue(wait), parsed.GetValue(noWait)),
                Approve = parsed.GetValue(approve),
                Json = parsed.GetValue(json),
                Server = SharedOptions.ServerUrl(parsed.GetValue(server)),
                ApiKey = SharedOptions.HeaderValue(parsed.GetValue(key)),
                DataFolder = parsed.GetValue(data)!,
                ConfigFile = parsed.GetValue(config),
            };
            return await JobRun.RunAsync(options, Person.AtTheTerminal(options), cancellationToken);
        });
        return command;
    }

    private static TimeSpan? Waiting(double? seconds, bool noWait) => (seconds, noWait) switch
    {
        (not null, true) => throw new UsageException("--wait and --no-wait are both given; one of them says how long to wait."),
        (< 0 or > 31_536_000 or double.NaN, _) => throw new UsageException($"--wait is {seconds}; allowed are 0 to 31536000 seconds."),
        (_, true) => TimeSpan.Zero,
        ({ } some, _) => TimeSpan.FromSeconds(some),
        _ => null,
    };
}
