using System.Text.Json;
using Countersign.Cli.Run;
using Countersign.Cli.Terminal;
using Spectre.Console;
using Xunit;

namespace Countersign.Cli.Tests;

public sealed class SafeTextTests
{
    [Theory]
    [InlineData("plain text, ünïcode 漢字", "plain text, ünïcode 漢字")]
    [InlineData("\u001b[2J\u001b]0;owned\u0007", @"\u{1b}[2J\u{1b}]0;owned\u{7}")]
    [InlineData("a\r\nb\tc", @"a\u{d}\u{a}b\u{9}c")]
    [InlineData("abc\u202ecba", @"abc\u{202e}cba")]
    [InlineData("\u009b31m", @"\u{9b}31m")]
    public void Clean_LeavesNothingThatSteersATerminal(string text, string expected) =>
        Assert.Equal(expected, SafeText.Clean(text));

    [Fact]
    public void Report_OfAHostileLabel_ShowsItAsText()
    {
        using var document = JsonDocument.Parse("""
            {"image": {"file": "x", "size_bytes": 1, "sha256": "sha256:0", "facts": {"format": "raw", "virtual_size_bytes": 1, "problems": []}},
             "partition_table": {"scheme": "gpt", "disk_id": "d", "problems": [], "partitions": [
               {"number": 1, "start_byte": 0, "size_bytes": 1, "type_name": "[red]type[/]", "problems": [{"code": "c", "message": "\u001b[31mbad"}]}]},
             "file_systems": [{"partition": 1, "problems": [], "file_system": {"type": "ext4", "label": "\u001b]0;x\u0007", "uuid": "[/]", "problems": []}}]}
            """);
        var screen = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(screen), Ansi = AnsiSupport.No });
        console.Profile.Width = 160;

        DiskReportView.Show(new Person(console, screen, null), document.RootElement);

        var text = screen.ToString();
        Assert.DoesNotContain('\u001b', text);
        Assert.Contains("[red]type[/]", text, StringComparison.Ordinal);
        Assert.Contains(@"partition 1: \u{1b}[31mbad", text, StringComparison.Ordinal);
    }

    [Fact]
    public void JsonView_OfAnyDocument_ShowsItWhole()
    {
        using var document = JsonDocument.Parse("""{"name": "x", "total_bytes": 2048, "inner": {"a": [1, 2]}, "rows": [{"k": 1, "v": "one"}, {"k": 2, "v": "two"}], "none": []}""");
        var screen = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(screen), Ansi = AnsiSupport.No });

        JsonView.Show(console, document.RootElement);

        foreach (var word in new[] { "2 KiB (2048 bytes)", "Inner", "one", "two" })
        {
            Assert.Contains(word, screen.ToString(), StringComparison.Ordinal);
        }
    }
}
