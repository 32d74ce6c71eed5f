using System.Text.Json;
using Countersign.Contracts.Errors;
using Countersign.Kinds.StorageCleanup;
using Xunit;

namespace Countersign.Kinds.Tests.StorageCleanup;

/// <summary>Input, patterns, previews and feedback.</summary>
public sealed class CleanupRulesTests
{
    private static readonly DateTimeOffset Now = new(2030, 1, 31, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("*.log", "a.log", true)]
    [InlineData("*.log", "deep/er/a.log", true)]
    [InlineData("*.log", "a.log.gz", false)]
    [InlineData("*.LOG", "a.log", false)]
    [InlineData("*", ".hidden", true)]
    [InlineData("?.log", "a.log", true)]
    [InlineData("?.log", "ab.log", false)]
    [InlineData("[a-c]?.log", "b1.log", true)]
    [InlineData("[!a-c]*", "b1.log", false)]
    [InlineData("[!a-c]*", "d1.log", true)]
    [InlineData("[]]x", "]x", true)]
    [InlineData("[*]", "*", true)]
    [InlineData("\\*", "*", true)]
    [InlineData("\\*", "a", false)]
    [InlineData("a.b", "axb", false)]
    [InlineData("logs/*.log", "logs/a.log", true)]
    [InlineData("logs/*.log", "logs/sub/a.log", false)]
    [InlineData("/a.log", "a.log", true)]
    [InlineData("/a.log", "sub/a.log", false)]
    [InlineData("logs/**", "logs/sub/a.log", true)]
    [InlineData("logs/**", "logs2/a.log", false)]
    [InlineData("**/a.log", "a.log", true)]
    [InlineData("**/a.log", "x/y/a.log", true)]
    [InlineData("logs/**/*.gz", "logs/a.gz", true)]
    [InlineData("logs/**/*.gz", "logs/x/y/a.gz", true)]
    [InlineData("logs/**/*.gz", "logs/x/y/a.log", false)]
    [InlineData("a\nb", "a\nb", true)]
    [InlineData("*b", "a\nb", true)]
    public void Pattern_MatchesAsDocumented(string pattern, string name, bool fits) =>
        Assert.Equal(fits, GlobPattern.TryParse(pattern, out _)!.Matches(name));

    [Theory]
    [InlineData("")]
    [InlineData("[a")]
    [InlineData("[")]
    [InlineData("a\\")]
    public void Pattern_ThatIsNone_SaysWhy(string pattern)
    {
        Assert.Null(GlobPattern.TryParse(pattern, out var problem));
        Assert.NotEmpty(problem);
    }

    [Fact]
    public void Pattern_MadeToBeSlow_IsNot()
    {
        var pattern = GlobPattern.TryParse(string.Concat(Enumerable.Repeat("*a", 100)) + "b", out _)!;

        var watch = System.Diagnostics.Stopwatch.StartNew();
        Assert.False(pattern.Matches(new string('a', 4_000)));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"It took {watch.Elapsed}.");
    }

    [Theory]
    [InlineData("[]", "input", "object")]
    [InlineData("""{"target":{"path":"a"}}""", "input.rules", "missing")]
    [InlineData("""{"rules":{"keep_last":1}}""", "input.target", "missing")]
    [InlineData("""{"target":{},"rules":{"keep_last":1}}""", "input.target.path", "string")]
    [InlineData("""{"target":{"path":" "},"rules":{"keep_last":1}}""", "input.target.path", "1 to 4096")]
    [InlineData("""{"target":{"container":"logs"},"rules":{"keep_last":1}}""", "input.target.container", "folders only")]
    [InlineData("""{"target":{"path":"a"},"rules":{}}""", "input.rules", "at least one")]
    [InlineData("""{"target":{"path":"a"},"rules":{"pattern":null}}""", "input.rules", "at least one")]
    [InlineData("""{"target":{"path":"a"},"rules":{"older_than_days":-1}}""", "input.rules.older_than_days", "from 0")]
    [InlineData("""{"target":{"path":"a"},"rules":{"older_than_days":"7"}}""", "input.rules.older_than_days", "number")]
    [InlineData("""{"target":{"path":"a"},"rules":{"larger_than_bytes":1.5}}""", "input.rules.larger_than_bytes", "whole number")]
    [InlineData("""{"target":{"path":"a"},"rules":{"keep_last":0}}""", "input.rules.keep_last", "from 1")]
    [InlineData("""{"target":{"path":"a"},"rules":{"pattern":"[a"}}""", "input.rules.pattern", "without its ]")]
    [InlineData("""{"target":{"path":"a"},"rules":{"pattern":7}}""", "input.rules.pattern", "string")]
    [InlineData("""{"target":{"path":"a","depth":1},"rules":{"keep_last":1}}""", "input.target.depth", "allowed are")]
    [InlineData("""{"target":{"path":"a"},"rules":{"keep_last":1,"newer":1}}""", "input.rules.newer", "allowed are")]
    [InlineData("""{"target":{"path":"a"},"rules":{"keep_last":1},"force":true}""", "input.force", "allowed are")]
    public void Input_ThatIsWrong_NamesFieldAndWhatIsAllowed(string input, string field, string word)
    {
        var errors = new FieldErrors();

        CleanupInputRules.Check(JsonElement.Parse(input), containers: null, errors);

        var found = errors.ToDictionary();
        Assert.True(found.ContainsKey(field), $"'{field}' is not among {string.Join(", ", found.Keys)}");
        Assert.Contains(found[field], message => message.Contains(word, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("plain.log")]
    [InlineData("with \"quotes\" and \\ and , 3 bytes, etag 1")]
    [InlineData("line\nbreak")]
    [InlineData("# no comment")]
    [InlineData("\u202egnp.exe")]
    [InlineData("\u001b[31mred")]
    [InlineData("über/中/🚀")]
    public void Preview_OfAnyName_IsOneSafeLineAndReadsBack(string name)
    {
        var line = CleanupPreview.Line(name, 7, "1-a-2");

        Assert.DoesNotContain(line, character => char.IsControl(character) || character == '\u202e');
        Assert.True(CleanupPreview.TryParse("# note\n" + line, out var lines));
        Assert.Equal(new CleanupLine(name, 7, "1-a-2"), Assert.Single(lines));
    }

    [Theory]
    [InlineData("a.log")]
    [InlineData("\"a.log\"")]
    [InlineData("\"a.log\", 1 bytes, etag ")]
    [InlineData("\"a.log\", x bytes, etag 1")]
    [InlineData(" \"a.log\", 1 bytes, etag 1")]
    [InlineData("\"a.log\", 1 bytes, etag 1 \"b\"")]
    [InlineData("\"a\\q\", 1 bytes, etag 1")]
    public void Preview_WithAnotherLine_DoesNotRead(string line) => Assert.False(CleanupPreview.TryParse(line, out _));

    [Theory]
    [InlineData("keep a.log", "b.log,old/c.gz")]
    [InlineData("- keep *.log", "old/c.gz")]
    [InlineData("KEEP old/**", "a.log,b.log")]
    [InlineData("only *.log", "a.log,b.log")]
    [InlineData("keep \"a.log\"\nkeep c.gz", "b.log")]
    [InlineData("not older than 15 days", "b.log,old/c.gz")]
    [InlineData("keep not older than 15 days", "b.log,old/c.gz")]
    [InlineData("only older than 25.5 days", "old/c.gz")]
    [InlineData("newer than 1 day", "a.log,b.log,old/c.gz")]
    [InlineData("keep newest 1", "b.log,old/c.gz")]
    [InlineData("keep the last 2", "old/c.gz")]
    [InlineData("only larger than 10 bytes", "b.log,old/c.gz")]
    [InlineData("keep smaller than 20 bytes", "old/c.gz")]
    [InlineData("please be careful", "a.log,b.log,old/c.gz")]
    [InlineData("keep the newest 9", "")]
    public void Feedback_TakesFilesOut(string feedback, string left)
    {
        CleanupItem[] items =
        [
            new("a.log", 10, Now.AddDays(-10), "1"), new("b.log", 20, Now.AddDays(-20), "2"), new("old/c.gz", 30, Now.AddDays(-30), "3"),
        ];

        var read = CleanupFeedback.Parse(feedback);

        Assert.Equal(left, string.Join(',', read.Apply(items, Now).Select(item => item.Path)));
        Assert.Equal(feedback == "please be careful" ? [feedback] : [], read.NotUnderstood);
    }
}
