using System.CommandLine;

namespace Countersign.Cli.Run;

/// <summary><c>countersign run</c>: one job from submission to report.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var kind = new Argument<string>("KIND") { Description = "The kind of job, such as disk.inspect." };
        var image = new Option<string?>("--image") { Description = "disk.inspect: the disk image to inspect." };
        var format = new Option<string?>("--format") { Description = "disk.inspect: the format that the image must have: raw, qcow2, vmdk, vhd or vhdx." };
        var checksum = new Option<string?>("--checksum") { Description = "disk.inspect: sha256:HEX that the file must have." };
        var input = new Option<string?>("--input") { Description = "A JSON file with the kind's input; - reads standard input." };
        var name = new Option<string?>("--name") { Description = "A title for the job." };
        var jobId = new Option<string?>("--job-id") { Description = "The job's identifier; the same one again names the same job." };
        var timeout = new Option<double?>("--timeout-seconds") { Description = "How long the plan waits for a decision. Default 300." };
        var approve = new Option<bool>("--approve") { Description = "Approve the plan without asking; for scripts." };
        var json = new Option<bool>("--json") { Description = "Print the result document alone." };
        var server = new Option<string?>("--server") { Description = "Use the server at this URL instead of starting one in the command." };
        var data = SharedOptions.Data();
        var config = SharedOptions.Config();
        var command = new Command("run", "Run one job: show its plan, ask, execute it and report. " + ExitCodes.Explanation)
        {
            kind, image, format, checksum, input, name, jobId, timeout, approve, json, server, data, config,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var options = new RunOptions
            {
                Kind = parsed.GetValue(kind)!,
                Image = parsed.GetValue(image),
                Format = parsed.GetValue(format),
                Checksum = parsed.GetValue(checksum),
                InputFile = parsed.GetValue(input),
                Name = parsed.GetValue(name),
                JobId = parsed.GetValue(jobId),
                TimeoutSeconds = parsed.GetValue(timeout),
                Approve = parsed.GetValue(approve),
                Json = parsed.GetValue(json),
                Server = ServerUrl(parsed.GetValue(server)),
                DataFolder = parsed.GetValue(data)!,
                ConfigFile = parsed.GetValue(config),
            };
            return await JobRun.RunAsync(options, Person.AtTheTerminal(options), cancellationToken);
        });
        return command;
    }

    private static Uri? ServerUrl(string? text)
    {
        if (text is null)
        {
            return null;
        }

        return Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme is "http" or "https")
            ? new Uri(url.GetLeftPart(UriPartial.Authority) + "/")
            : throw new UsageException($"--server is '{text}'; allowed is a URL such as http://127.0.0.1:7171.");
    }
}
