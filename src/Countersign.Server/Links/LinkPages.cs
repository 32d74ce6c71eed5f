using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Countersign.Contracts.Approvals;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Plans;
using Countersign.Server.Http;
using Countersign.Server.Ports;

namespace Countersign.Server.Links;

/// <summary>The pages behind approval links: no script, nothing from elsewhere, every value escaped.</summary>
internal static class LinkPages
{
    /// <summary>The plan, with a form that decides on it.</summary>
    public static string Plan(Job job, ApprovalLink link, Plan plan)
    {
        var body = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"<h1>{Text(job.Name)}</h1>")
            .Append("<p>").Append(Text(job.Owner)).Append(" asks ").Append(Text(link.Approver)).Append(" to decide on this plan. Nothing has been done yet.</p>")
            .Append("<dl><dt>Job</dt><dd>").Append(Text(job.JobId))
            .Append("</dd><dt>Kind</dt><dd>").Append(Text(job.Kind))
            .Append("</dd><dt>Plan</dt><dd>version ").Append(plan.Version.ToString(CultureInfo.InvariantCulture)).Append(", <code>").Append(Text(plan.Hash))
            .Append("</code></dd><dt>Risk</dt><dd>").Append(Text(SnakeCase.NameOf(plan.HighestRisk())))
            .Append("</dd><dt>Open until</dt><dd>").Append(Text(Instant(link.ExpiresAt))).Append("</dd></dl><ol>");
        foreach (var step in plan.Steps)
        {
            body.Append("<li><h2>").Append(Text(step.Title)).Append("</h2><p>").Append(Text(SnakeCase.NameOf(step.Risk))).Append("</p><pre>")
                .Append(Text(step.Preview)).Append("</pre></li>");
        }

        body.Append(
            """
            </ol><form method="post"><p><label>Feedback<br><textarea name="feedback" rows="3" maxlength="10000"></textarea></label></p>
            <p><button name="approved" value="true">Approve exactly this plan</button> <button name="approved" value="false">Reject it</button></p></form>
            """);
        return Page("A plan to decide on", body.ToString());
    }

    /// <summary>Why nothing was opened or decided, with the stable code.</summary>
    public static string Refused(Refusal refusal) =>
        Page(refusal.Title, $"<h1>{Text(refusal.Title)}</h1><p>{Text(refusal.Detail)}</p><p><code>{Text(refusal.Code)}</code></p>");

    /// <summary>What was decided.</summary>
    public static string Taken(DecisionResponse response, bool approved)
    {
        var title = approved ? "Approved" : "Rejected";
        var rest = response.Decision is null ? $"Votes in favour: {response.Votes}. More are needed." : $"The job is {SnakeCase.NameOf(response.Status)} now.";
        return Page(title, $"<h1>{title}</h1><p>Plan version {response.PlanVersion}, <code>{Text(response.PlanHash)}</code>.</p><p>{Text(rest)}</p>");
    }

    private static string Page(string title, string body) =>
        $$"""
        <!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{{Text(title)}} - Countersign</title><style>body{font:16px/1.5 system-ui,sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem}
        pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#f3f3f3;padding:.5rem}code{overflow-wrap:anywhere}h2{font-size:1rem;margin:0}
        textarea{width:100%}dt{font-weight:600}</style></head><body>{{body}}</body></html>
        """;

    private static string Text(string value) => HtmlEncoder.Default.Encode(value);

    private static string Instant(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
