using Countersign.Cli.Terminal;
using Countersign.Client;
using Spectre.Console;

namespace Countersign.Cli.Run;

/// <summary>Sends a file to the server and shows how far it is.</summary>
internal sealed class UploadView(Person person, CountersignClient client)
{
    private const int LongestName = 255;

    /// <summary>Sends the file; returns the upload's identifier.</summary>
    public async Task<string> UploadAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = ReadableFile.Open(path);
        var name = NameOf(path);
        var title = $"Uploading {name}, {Sizes.Bytes(file.Length)}";
        if (!person.SeesChanges)
        {
            person.Say(title);
            return (await client.Uploads.CreateAsync(name, file, sent: null, cancellationToken)).UploadId;
        }

        var upload = await person.Console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = 30 }, new PercentageColumn())
            .StartAsync(context =>
            {
                var bar = context.AddTask(SafeText.Markup(title), maxValue: Math.Max(1, file.Length));
                return client.Uploads.CreateAsync(name, file, new BarProgress(bar), cancellationToken);
            });
        person.Say($"Uploaded {name}, {Sizes.Bytes(upload.Size)}");
        return upload.UploadId;
    }

    /// <summary>The file's name with what a server does not allow in one replaced.</summary>
    private static string NameOf(string path)
    {
        var name = string.Concat(Path.GetFileName(path).Select(c => char.IsControl(c) || c is '/' or '\\' or ':' ? '_' : c));
        return name.Length <= LongestName ? name : name[..LongestName];
    }

    private sealed class BarProgress(ProgressTask bar) : IProgress<long>
    {
        public void Report(long value) => bar.Value = value;
    }
}
