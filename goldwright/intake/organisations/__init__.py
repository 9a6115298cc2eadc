"""Organisations, their API keys and their members.

A key's secret and an invitation's link are shown once and kept as digests. Writes: organisation,
api_key, member.
"""
