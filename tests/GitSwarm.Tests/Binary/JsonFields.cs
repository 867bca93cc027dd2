using System.Text.Json;

namespace GitSwarm.Tests.Binary;

/// <summary>Short ways into JSON answers.</summary>
internal static class JsonFields
{
    /// <summary>A field's text; empty where it is null.</summary>
    public static string Text(this JsonElement json, string name) => json.GetProperty(name).GetString() ?? "";

    /// <summary>One field of every element of an array, joined.</summary>
    public static string Texts(this JsonElement json, string array, string name) =>
        string.Join(' ', json.GetProperty(array).EnumerateArray().Select(e => e.Text(name)));
}
