using Xunit;

namespace Countersign.Kinds.Tests.HttpPipeline;

/// <summary>What an input may not be.</summary>
public sealed class PipelineInputTests
{
    [Fact]
    public void UnknownVariable_IsNamedWithStepAndField()
    {
        var problems = PipelineRun.Problems("""
            {"parameters": {"p": 1},
             "steps": [
               {"id": "a", "method": "POST", "url": "https://h/{{id}}", "capture": {"id": "/id"}},
               {"id": "b", "method": "POST", "url": "https://h/{{id}}", "headers": {"X": "{{p}} {{later}}"}, "body": {"deep": ["{{nope}}"]},
                "compensate": {"method": "DELETE", "url": "https://h/{{own}}/{{later}}"}, "capture": {"own": "/x"}},
               {"id": "c", "method": "GET", "url": "https://h/", "capture": {"later": "/x"}}]}
            """);

        Assert.Equal(
            ["input.steps[0].url", "input.steps[1].body.deep[0]", "input.steps[1].compensate.url", "input.steps[1].headers.X"],
            problems.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("uses 'later', which no parameter gives and no earlier step captures; allowed are id, p.", Assert.Single(problems["input.steps[1].headers.X"]));
    }

    [Theory]
    [InlineData("https://{{host}}/", "variable in its host")]
    [InlineData("https://api.{{host}}.com/", "variable in its host")]
    [InlineData("https://api.example.com:{{host}}/", "variable in its host")]
    [InlineData("https://api.example.com{{host}}", "variable in its host")]
    [InlineData("{{host}}", "no http or https URL")]
    [InlineData("ftp://example.com/", "no http or https URL")]
    [InlineData("//example.com/", "no http or https URL")]
    [InlineData("https://user:pass@example.com/", "a user or a password")]
    [InlineData("https://example.com/a b", "a space")]
    [InlineData("https://example.com/a\\\\b", "a backslash")]
    [InlineData("https://example.com/#x", "#")]
    [InlineData("https://example.com/a/../b", "segments . and ..")]
    [InlineData("https://example.com/a/%2E%2e/b", "segments . and ..")]
    [InlineData("https:///x", "cannot be asked for")]
    [InlineData("https://example.com/{{", "enclose no name")]
    public void Url_ThatDoesNotSayWhereItGoes_IsRefused(string url, string why)
    {
        var problems = PipelineRun.Problems($$$"""{"parameters": {"host": "x"}, "steps": [{"id": "a", "method": "GET", "url": "{{{url}}}"}]}""");

        Assert.Contains(why, Assert.Single(problems["input.steps[0].url"]), StringComparison.Ordinal);
    }

    [Fact]
    public void EveryProblem_IsListed()
    {
        var problems = PipelineRun.Problems("""
            {"extra": 1, "parameters": {"9": 1, "o": {}},
             "steps": [
               {"id": "a b", "method": "get", "url": 5, "headers": {"Host": "x", "X": "a\r\nb"}, "timeout_seconds": 0, "retries": 9, "follow_redirects": 1},
               {"id": "a", "method": "GET", "url": "https://h/", "body": {}, "capture": {"c": "x", "d": {"pointer": "/~2"}}, "expect": {"status": 99, "json": {"x": 1}, "y": 1}},
               {"id": "a", "method": "GET", "url": "https://h/", "capture": {"c": "/x"}, "compensate": {"method": "GET", "url": "https://h/", "capture": {}}}]}
            """);

        Assert.Equal(
            [
                "input.extra", "input.parameters.9", "input.parameters.o", "input.steps[0].follow_redirects", "input.steps[0].headers.Host",
                "input.steps[0].headers.X", "input.steps[0].id", "input.steps[0].method", "input.steps[0].retries", "input.steps[0].timeout_seconds",
                "input.steps[0].url", "input.steps[1].body", "input.steps[1].capture.c", "input.steps[1].capture.d", "input.steps[1].expect.json",
                "input.steps[1].expect.status", "input.steps[1].expect.y", "input.steps[2].capture.c", "input.steps[2].compensate.capture", "input.steps[2].id",
            ],
            problems.Keys.Order(StringComparer.Ordinal));
    }
}
