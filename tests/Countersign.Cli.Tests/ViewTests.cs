using System.Text.Json;
using Countersign.Cli.Run;
using Countersign.Cli.Terminal;
using Countersign.Cli.Tests.Scripted;
using Countersign.Contracts.Plans;
using Spectre.Console;
using Xunit;

namespace Countersign.Cli.Tests;

/// <summary>What is shown, on screens of several widths.</summary>
public sealed class ViewTests : IDisposable
{
    private readonly StringWriter _screen = new();

    public void Dispose() => _screen.Dispose();

    private string[] Lines => [.. _screen.ToString().Split('\n').Select(line => line.TrimEnd())];

    [Theory]
    [InlineData(40)]
    [InlineData(80)]
    [InlineData(100)]
    [InlineData(160)]
    public void Plan_IsWrappedAndNeverCut(int width)
    {
        string[] words = [.. Enumerable.Range(0, 200).Select(number => $"{number * 4096}-{(number * 4096) + 511}"), new string('x', 300)];
        var plan = ScriptedJob.PlanOf("A title", preview: string.Join(' ', words));

        PlanView.Show(At(width), plan);

        var text = string.Concat(Lines.SelectMany(line => line.Split('│')).Select(cell => cell.Trim()));
        Assert.All(words[..^1], word => Assert.Contains(word, text, StringComparison.Ordinal));
        Assert.Equal(300, text.Count(c => c == 'x') - "exactly".Count(c => c == 'x'));
        Assert.All(Lines.Where(line => line.StartsWith('│')), line => Assert.True(line.Length <= width, line));
        Assert.Contains("  " + plan.Hash, Lines);
    }

    [Fact]
    public void Plan_WithHostileText_ShowsItAsText()
    {
        var plan = ScriptedJob.PlanOf("[red]t[/]\u001b[2J", preview: "first\r\nsecond\u202e\u0007");

        PlanView.Show(At(80), plan);

        var text = _screen.ToString();
        Assert.DoesNotContain('\u001b', text);
        Assert.DoesNotContain('\u202e', text);
        Assert.Contains(@"[red]t[/]\u{1b}[2J", text, StringComparison.Ordinal);
        Assert.Contains(@"second\u{202e}\u{7}", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Lists_AreJoinedAsSentencesOrAsWords()
    {
        JsonView.Show(At(120).Console, JsonElement.Parse("""{"reasons": ["The goal says \"a\".", "The goal says \"b\"."], "names": ["a.", "b."]}"""));

        Assert.Contains(Lines, line => line.EndsWith("The goal says \"a\". The goal says \"b\".", StringComparison.Ordinal));
        Assert.Contains(Lines, line => line.EndsWith("a., b.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(60)]
    [InlineData(160)]
    public void Plan_OfFilesToRemove_ListsEachWithSizeAndETag(int width)
    {
        string[] lines = [.. Enumerable.Range(0, 30).Select(i => Countersign.Kinds.StorageCleanup.CleanupPreview.Line($"logs/file-{i}.log", 1000 + i, $"etag{i}-1"))];
        var plan = ScriptedJob.PlanOf("Remove 30 files", preview: "# Below \"logs\"; a note.\n" + string.Join('\n', lines), risk: Risk.Destructive);

        PlanView.Show(At(width), plan);

        var words = _screen.ToString().Split([' ', '\n', '│'], StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains("note.", words);
        Assert.All(Enumerable.Range(0, 30), i =>
        {
            Assert.Contains($"logs/file-{i}.log", words);
            Assert.Contains($"{1000 + i}", words);
            Assert.Contains($"etag{i}-1", words);
        });
    }

    [Fact]
    public void Result_OfACleanup_NamesWhatWasLeftAloneAndWhy()
    {
        CleanupReportView.Show(At(100), Parse("""
            {"target":"logs","planned":3,"deleted":1,"bytes_freed":2048,"skipped":2,"items":[
              {"path":"a.log","size":2048,"outcome":"deleted"},
              {"path":"b\u001b.log","size":5,"outcome":"changed"},
              {"path":"c.log","size":6,"outcome":"gone"}]}
            """));

        Assert.Contains("Removed 1 of 3 planned files below logs; 2 KiB (2048 bytes) are free.", Lines);
        Assert.Contains(Lines, line => line.Contains(@"b\u{1b}.log", StringComparison.Ordinal) && line.Contains("it changed after the plan was made", StringComparison.Ordinal));
        Assert.Contains(Lines, line => line.Contains("c.log", StringComparison.Ordinal) && line.Contains("gone already", StringComparison.Ordinal));
        Assert.DoesNotContain(Lines, line => line.Contains("a.log", StringComparison.Ordinal));
    }

    [Fact]
    public void Result_OfAContainer_SpeaksOfBlobs()
    {
        CleanupReportView.Show(At(100), Parse("""
            {"target":"exports","target_type":"container","planned":3,"deleted":1,"bytes_freed":0,"skipped":2,"items":[
              {"path":"a.log","size":2048,"outcome":"deleted"},
              {"path":"b.log","size":5,"outcome":"leased"},
              {"path":"c.log","size":6,"outcome":"protected"}]}
            """));

        Assert.Contains(Lines, line => line.StartsWith("Removed 1 of 3 planned blobs in container exports;", StringComparison.Ordinal));
        Assert.Contains(Lines, line => line.Contains("b.log", StringComparison.Ordinal) && line.Contains("holds a lease", StringComparison.Ordinal));
        Assert.Contains(Lines, line => line.Contains("c.log", StringComparison.Ordinal) && line.Contains("legal hold", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Risk.Read, "read")]
    [InlineData(Risk.Write, "write")]
    [InlineData(Risk.Destructive, "destructive")]
    public void Plan_NamesTheRisk(Risk risk, string word)
    {
        PlanView.Show(At(80), ScriptedJob.PlanOf("A title", risk: risk));

        Assert.Contains(Lines, line => line.EndsWith($"{word} │", StringComparison.Ordinal) || line.Contains($" {word} ", StringComparison.Ordinal));
    }

    [Fact]
    public void Analysis_ShowsFactsAsATreeAndContentWithItsDigest()
    {
        var digest = "sha256:" + new string('a', 64);
        AnalysisView.Show(At(80), new Analysis
        {
            Summary = "A summary.",
            Facts = Parse("""{"size_bytes": 4096, "inner": {"a/path_1": [{"first": 0, "last": 511}, {"first": 1024, "last": 1535}]}, "nothing": null}"""),
            Content = [new ContentEntry("disk\u001b.img", digest, 4096)],
        });

        Assert.Equal(
            [
                "", "Analysis", "A summary.", "  Size  4 KiB (4096 bytes)", "  Inner", "    a/path_1  0-511, 1024-1535",
                "", "Content that the plan is bound to", @"  disk\u{1b}.img  4 KiB (4096 bytes)", "  " + digest, "",
            ],
            Lines);
    }

    [Fact]
    public void Json_OfLikeObjects_IsATable()
    {
        JsonView.Show(At(80).Console, Parse("""{"rows": [{"name": "a", "size": 2048, "flag": true}, {"name": "b", "size": 1}]}"""));

        Assert.Equal(
            [
                "", "Rows",
                "  ╭──────┬────────────────────┬──────╮",
                "  │ Name │ Size               │ Flag │",
                "  ├──────┼────────────────────┼──────┤",
                "  │ a    │ 2 KiB (2048 bytes) │ yes  │",
                "  │ b    │ 1 byte             │      │",
                "  ╰──────┴────────────────────┴──────╯", "", "",
            ],
            Lines);
    }

    [Fact]
    public void Json_OfObjectsThatFitNoTable_IsABlockEach()
    {
        JsonView.Show(At(30).Console, Parse("""{"rows": [{"one": "aaaaaaaaaaaaaa", "two": "bbbbbbbbbbbbbbbb"}, {"one": 1, "three": {"four": 4}}]}"""));

        Assert.Equal(
            ["", "Rows", "  1.", "    One  aaaaaaaaaaaaaa", "    Two  bbbbbbbbbbbbbbbb", "  2.", "    One  1", "    Three", "      Four  4", "", ""],
            Lines);
    }

    [Fact]
    public void Json_WithADigest_DoesNotBreakIt()
    {
        var digest = "sha256:" + new string('a', 64);

        JsonView.Show(At(80).Console, Parse($$"""{"a_rather_long_name": "{{digest}}", "other": 1}"""));

        Assert.Contains("  " + digest, Lines);
    }

    [Fact]
    public void Json_WithHostileNamesAndValues_ShowsThemAsText()
    {
        JsonView.Show(At(80).Console, Parse("""{"\u001b[2J": "\u009b1m", "[bold]": [{"\u0007": "[/]"}], "x": {"[/]": {"\u202e": 1}}}"""));

        Assert.DoesNotContain(_screen.ToString(), c => c != '\n' && c != '\r' && (char.IsControl(c) || c == '\u202e'));
        Assert.Contains("[bold]", Lines);
    }

    [Fact]
    public void DiskReport_OnANarrowScreen_KeepsUuidsWhole()
    {
        const string Uuid = "00000012-0000-4000-8000-000000000012";
        DiskReportView.Show(At(80), Parse($$$"""
            {"image": {"file": "a.img", "size_bytes": 4096, "facts": {"format": "raw", "cluster_size_bytes": 512}},
             "partition_table": {"scheme": "gpt", "disk_id": "d", "partitions": [
               {"number": 2, "start_byte": 1048576, "size_bytes": 16777216, "type_name": "Linux filesystem", "type_id": "t", "name": "a name", "uuid": "{{{Uuid}}}", "bootable": true}]},
             "file_systems": [{"partition": 2, "file_system": {"type": "ext4", "version": "1.0", "label": "root", "uuid": "{{{Uuid}}}", "size_bytes": 16777216}}, {"partition": null}],
             "something_new": {"a": 1}}
            """));

        Assert.Equal(2, Lines.Count(line => line.Contains(Uuid, StringComparison.Ordinal)));
        Assert.All(Lines, line => Assert.True(line.Length <= 80, line));
        foreach (var word in new[] { "Partitions gpt d", "Linux filesystem (bootable)", "16777216", "16 MiB", "ext4 1.0", "none known", "Something new", "512 bytes" })
        {
            Assert.Contains(word, _screen.ToString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("""{"image": 1, "partition_table": {}, "file_systems": []}""")]
    [InlineData("""{"image": {}, "partition_table": null, "file_systems": []}""")]
    [InlineData("""{"image": {}}""")]
    [InlineData("[]")]
    public void DiskReport_OfAnotherForm_IsLeftToTheGenericView(string document) => Assert.False(DiskReportView.Fits(Parse(document)));

    private static JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement;

    private Person At(int width)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(_screen), Ansi = AnsiSupport.No });
        console.Profile.Width = width;
        return new Person(console, TextWriter.Null, null);
    }
}
