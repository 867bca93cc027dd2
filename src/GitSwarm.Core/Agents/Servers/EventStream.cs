using System.Text;
using System.Text.Json;

namespace GitSwarm.Agents.Servers;

/// <summary>Reads an answer out of a stream of events (<c>text/event-stream</c>).</summary>
internal static class EventStream
{
    /// <summary>Reads until the answer to a request comes.</summary>
    /// <param name="bytes">The stream, piece by piece; an empty piece is its end.</param>
    /// <param name="id">The request's id.</param>
    /// <returns>The answer; null where the stream ended without it.</returns>
    public static async Task<JsonElement?> Answer(Func<ValueTask<ReadOnlyMemory<byte>>> bytes, int id)
    {
        var line = new List<byte>();
        var data = new List<byte>();
        while (await bytes() is { Length: > 0 } piece)
        {
            for (var at = 0; at < piece.Length; at++)
            {
                var b = piece.Span[at];
                // After \r\n comes an empty line too many, which ends nothing: there is no data by then.
                if (b != '\n')
                {
                    line.Add(b);
                    continue;
                }
                var text = Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
                line.Clear();
                if (text.StartsWith("data:", StringComparison.Ordinal))
                {
                    data.AddRange(Encoding.UTF8.GetBytes(text["data:".Length..]));
                    data.Add((byte)'\n');
                }
                else if (text.Length == 0)
                {
                    if (data.Count > 0 && ServerMessages.Answer([.. data], id) is { } answer)
                    {
                        return answer;
                    }
                    data.Clear();
                }
            }
        }
        return data.Count > 0 ? ServerMessages.Answer([.. data], id) : null;
    }
}
